import { afterEach, describe, expect, it } from "vitest";
import { allowanceRows, leftWords, nearestLimit, readWords, resetWords } from "#renderer/parts/allowance-rows.ts";
import { healthOf } from "#renderer/parts/provider-health.ts";
import { type HealthActions, ProviderHealthCard } from "#renderer/parts/provider-health-card.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { sparkPath } from "#renderer/ui/spark.tsx";
import { type Allowances, type ProviderState, unlimited } from "#shared/provider-state.ts";
import { buttonNamed, mount, press, settle } from "#test/renderer/features/mount.ts";
import { providerStates } from "#test/support/scripted-data.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const now = Date.UTC(2026, 10, 22, 9, 30, 0);

function provider(
  id: string,
  limit: Partial<ProviderState["limit"]> = {},
  more: Partial<ProviderState> = {},
): ProviderState {
  const state = providerStates(now).find((one) => one.provider.id === id);
  if (state === undefined) throw new Error(`The data lacks ${id}.`);
  return { ...state, limit: { ...unlimited, ...limit }, ...more };
}

function requests(remaining: number, resetInMs: number | null): Allowances {
  const resetAtMs = resetInMs === null ? null : now + resetInMs;
  return { readAtMs: now - 12_000, requests: { limit: 30, remaining, resetAtMs } };
}

describe("a provider near its limit", () => {
  it("says so from 90 % on, until the limit resets", () => {
    const near = provider("groq", { allowances: requests(3, 41_000) });
    expect(healthOf(near, false, now)).toMatchObject({
      kind: "near-limit",
      text: "27/30",
      words: "Near its request limit",
    });
    expect(healthOf(near, false, now + 41_000).kind).toBe("ready");
    expect(healthOf(provider("groq", { allowances: requests(4, 41_000) }), false, now).kind).toBe("ready");
  });

  it("is taken at its word for a minute where no reset is told", () => {
    const { limit } = provider("groq", { allowances: requests(0, null) });
    expect(nearestLimit(limit, now)?.used).toBe(30);
    expect(nearestLimit(limit, now + 48_000)).toBeNull();
  });

  it("comes after what keeps it from answering at all", () => {
    const allowances = requests(0, 41_000);
    expect(healthOf(provider("groq", { allowances }, { key: { kind: "none" } }), false, now).kind).toBe("no-key");
    const cooling = { isLimited: true, reason: "RATE_LIMIT", nextProbeAtMs: now + 20_000 } as const;
    expect(healthOf(provider("groq", { allowances, ...cooling }), false, now).kind).toBe("cooling-down");
  });

  it("is told in words: what is left, when it resets, when that was read", () => {
    const allowances = requests(2, 41_000);
    const rows = allowanceRows(allowances, now);
    expect(rows.map(leftWords)).toEqual(["Two requests left."]);
    expect(resetWords(rows)).toBe("Resets in 0:41.");
    expect(resetWords(allowanceRows(allowances, now + 42_000))).toBe("The limits have reset since.");
    expect(plain(readWords(allowances, now))).toBe("Read from response headers 12 s ago.");
    expect(plain(readWords(allowances, now + 180_000))).toBe("Read from response headers 3 min ago.");
  });
});

describe("a provider whose cooldown has passed", () => {
  const passed = { isLimited: true, reason: "RATE_LIMIT", limitedAtMs: now - 20_000, nextProbeAtMs: now } as const;

  it("is asked again by the next request, so it cools down no more", () => {
    expect(healthOf(provider("groq", { ...passed, nextProbeAtMs: now + 1 }), false, now).kind).toBe("cooling-down");
    expect(healthOf(provider("groq", passed), false, now).kind).toBe("ready");
    expect(healthOf(provider("groq", { ...passed, firstTokenMs: [1, 2, 3] }), false, now).kind).toBe("healthy");
  });

  it("stays refused, or out of reach, until it has answered", () => {
    expect(healthOf(provider("groq", { ...passed, reason: "AUTH" }), false, now).kind).toBe("key-refused");
    expect(healthOf(provider("groq", { ...passed, reason: "NETWORK" }), false, now).kind).toBe("offline");
  });
});

describe("a provider whose key is locked", () => {
  it("has a key, which cannot be read", () => {
    const locked = { kind: "locked-or-missing", last4: "h7QA", savedAtMs: now } as const;
    expect(healthOf(provider("groq", {}, { key: locked }), false, now).kind).toBe("key-locked");
    expect(healthOf(provider("groq", {}, { key: locked }), true, now).kind).toBe("ready");
  });
});

const nothing: HealthActions = {
  onClear: async () => null,
  onCheck: async () => null,
  onOpen: () => undefined,
  onRaise: () => undefined,
};

let unmount: () => Promise<void> = async () => undefined;
afterEach(() => unmount());

async function showCard(state: ProviderState, actions: Partial<HealthActions> = {}): Promise<void> {
  unmount = await mount(<ProviderHealthCard state={state} actions={{ ...nothing, ...actions }} />);
}

const text = () => plain(document.body.textContent);

describe("the card of a provider's health", () => {
  it("shows what is used of each limit, and how fast it begins", async () => {
    await showCard(
      provider("anthropic", {
        firstTokenMs: [900, 960, 1_020],
        allowances: {
          readAtMs: Date.now(),
          requests: { limit: 50, remaining: 46, resetAtMs: Date.now() + 60_000 },
          inputTokens: { limit: 40_000, remaining: 8_800, resetAtMs: null },
        },
      }),
    );
    expect(text()).toContain("Healthy");
    expect(text()).toContain("Requests4 / 50Tokens in31.2k / 40kFirst token0.96 s");
    expect(document.querySelector("button")).toBeNull();
  });

  it("counts a cooldown down, says why and until when, and clears it", async () => {
    const cleared: string[] = [];
    const limit = {
      isLimited: true,
      reason: "RATE_LIMIT",
      scope: "account",
      limitedAtMs: Date.now(),
      nextProbeAtMs: Date.now() + 30_000,
    } as const;
    const onClear = async (id: string) => {
      cleared.push(id);
      return "The host is gone.";
    };
    await showCard(provider("openrouter", limit), { onClear });
    expect(text()).toMatch(/Cooling down.*Back inof 0:300:30/);
    expect(text()).toMatch(/OpenRouter is rate limited\. Chains skip it until \d\d:\d\d:\d\d\./);
    await press(buttonNamed("Clear cooldown: OpenRouter"));
    await settle();
    expect(cleared).toEqual(["openrouter"]);
    expect(text()).toContain("The host is gone.");
  });

  it.each([
    [
      "offline",
      provider("ollama", { isLimited: true, reason: "NETWORK" }),
      "Nothing answers on ollama.example.",
      "Check again",
    ],
    ["no key", provider("groq", {}, { key: { kind: "none" } }), "Groq has no key yet. Chains skip it.", "Add a key"],
    ["refused", provider("groq", { isLimited: true, reason: "AUTH" }), "Check that it is active", "Replace key"],
    [
      "near limit",
      provider("groq", { allowances: { ...requests(2, null), readAtMs: Date.now() } }),
      "Two requests left.",
      null,
    ],
    ["too new", provider("groq"), "No answer yet.", null],
  ])("says what to do: %s", async (...[, state, words, verb]) => {
    await showCard(state);
    expect(text()).toContain(words);
    expect(document.querySelector("button")?.textContent ?? null).toBe(verb);
  });

  it("does not say that there was no answer where one came, without its limits", async () => {
    await showCard(provider("openrouter", { firstTokenMs: [1_130] }));
    expect(text()).toContain("Ready");
    expect(text()).toContain("First token1.13 s");
    expect(text()).not.toContain("No answer yet.");
  });

  it("says simulated in the demo, where nothing is wrong", async () => {
    const { settings } = useAppStore.getState();
    useAppStore.setState({ settings: { ...settings, demo: true } });
    await showCard(provider("anthropic", { firstTokenMs: [900, 960, 1_020] }));
    expect(text()).toContain("Simulated");
    await unmount();
    unmount = async () => undefined;
    useAppStore.setState({ settings });
  });
});

describe("a spark line", () => {
  it("spans the whole width, from 0 up", () => {
    expect(sparkPath([0, 5, 10])).toBe("M0.0 14.0L50.0 8.0L100.0 2.0");
    expect(sparkPath([7])).toBe("M0.0 2.0L100.0 2.0");
    expect(sparkPath([0, 0])).toBe("M0.0 14.0L100.0 14.0");
  });
});
