import { describe, expect, it } from "vitest";
import { briefOf, wordsOf } from "#renderer/parts/failure-words.ts";
import { healthOf } from "#renderer/parts/provider-health.ts";
import { filterOptions, modelOptions } from "#renderer/parts/target-options.ts";
import { numberRepeats } from "#renderer/stores/targets.ts";
import { visibleText } from "#renderer/ui/visible-text.ts";
import { failureOf } from "#shared/failure.ts";
import { unlimited } from "#shared/provider-state.ts";
import { chains, modelLists, providerStates, rateLimited } from "#test/support/scripted-data.ts";

const names = { provider: "Anthropic", model: "Sonnet 4.5" };
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("failures in words", () => {
  it("names the provider and says what to do", () => {
    const refused = wordsOf(failureOf("AUTH", "bad key", { status: 401 }), names);
    expect(refused.title).toBe("Anthropic refused this key.");
    expect(refused.body).toBe("It answered 401. Check that the key is active and not limited to other models.");
    expect(wordsOf(failureOf("MODEL_GONE", "", { status: 404 }), names).title).toBe(
      "Anthropic has no model “Sonnet 4.5”.",
    );
    expect(plain(wordsOf(rateLimited, names).body)).toBe("It asked for a 30 s pause.");
  });

  it("blames no provider for what happened on this computer", () => {
    expect(wordsOf(failureOf("LOCAL", "", { reason: "offline" }), names).title).toBe("This computer is offline.");
    expect(wordsOf(failureOf("LOCAL", "", { reason: "slept" }), names).title).toBe("This computer was asleep.");
    expect(wordsOf(failureOf("BAD_REQUEST", "", { reason: "blocked" }), names).title).toBe("Nothing was sent.");
  });

  it("is brief beside a bar", () => {
    expect(plain(briefOf(rateLimited))).toBe("429 · retry after 30 s");
    expect(briefOf(failureOf("SERVER", "", { status: 503 }))).toBe("503 server error");
    const cooling = failureOf("RATE_LIMIT", "", { reason: "cooling-down", retryAtMs: 23_000 });
    expect(briefOf(cooling)).toBe("skipped, cooling down");
    expect(briefOf(failureOf("LOCAL", "", { reason: "offline" }))).toBe("offline");
  });
});

describe("provider health", () => {
  const [openrouter, anthropic] = providerStates(0);
  if (openrouter === undefined || anthropic === undefined) throw new Error("The data lacks providers.");

  it("counts down a cooldown and shows the median of at least three first tokens", () => {
    expect(healthOf(openrouter, false, 3_000)).toMatchObject({ kind: "cooling-down", text: "0:23" });
    expect(healthOf(anthropic, false, 0)).toMatchObject({ kind: "healthy" });
    expect(healthOf({ ...anthropic, limit: unlimited }, false, 0).kind).toBe("ready");
    const answered = (firstTokenMs: readonly number[]) =>
      healthOf({ ...anthropic, limit: { ...unlimited, firstTokenMs } }, false, 0).text;
    expect(answered([900, 1_000])).toBe("ready");
    expect(answered([900, 1_000, 100, 300])).toBe("0.60\u00a0s");
  });

  it("asks for no key in the demo", () => {
    const keyless = { ...anthropic, key: { kind: "none" as const } };
    expect(healthOf(keyless, false, 0).kind).toBe("no-key");
    expect(healthOf(keyless, true, 0).kind).toBe("healthy");
  });
});

describe("names", () => {
  it("numbers repeated targets from the second on", () => {
    expect(numberRepeats(["smart", "GPT-4o", "smart", "smart"])).toEqual(["smart", "GPT-4o", "smart, 2", "smart, 3"]);
  });

  it("finds models by any of their words", () => {
    const options = modelOptions({ chains, modelLists, providers: providerStates(0) });
    expect(filterOptions(options, "sonnet anth").map((option) => option.key)).toContain(
      "model:anthropic/claude-sonnet-4-5",
    );
    expect(filterOptions(options, "free").map((option) => option.price)).toEqual(["free"]);
    expect(filterOptions(options, "nothing like it")).toEqual([]);
  });

  it("writes out characters that nobody can see", () => {
    expect(visibleText("https://a.example/\u202egpj.exe\u200b")).toBe("https://a.example/⟨U+202E⟩gpj.exe⟨U+200B⟩");
  });
});
