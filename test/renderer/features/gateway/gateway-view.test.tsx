import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { GatewayView } from "#renderer/features/gateway/gateway-view.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useGatewayStore } from "#renderer/stores/gateway-store.ts";
import { Toasts } from "#renderer/ui/toast.tsx";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, chains, chainTarget, rateLimited, runOf } from "#test/support/scripted-data.ts";

const smart = {
  id: "chain-smart",
  name: "smart",
  onMidStream: "restart",
  links: [newLink("l1", "GPT", { providerId: "openai", modelId: "gpt-5" })],
} as const;

let unmount: () => Promise<void> = async () => undefined;

async function show() {
  useGatewayStore.setState({ newKey: null, openRequestId: null, language: "Python" });
  const opened = await openWindow({ chains: [smart] });
  unmount = await mount(
    <>
      <GatewayView />
      <Toasts />
    </>,
  );
  return opened;
}

async function showOn() {
  const opened = await show();
  await press(buttonNamed("Turn on"));
  await settle();
  return opened;
}

/** Lets an event of the host come through. */
async function told(host: Awaited<ReturnType<typeof show>>["host"]) {
  host.batcher.flush();
  await settle();
}

function cells(): readonly string[] {
  return [...document.querySelectorAll("tbody tr:first-child > td")].map((cell) => cell.textContent);
}

// What is fetched late is here at once.
beforeAll(async () => void (await import("#renderer/ui/markdown/markdown.tsx")));
afterEach(async () => unmount());

describe("a gateway that is off", () => {
  it("is turned on at the port that was typed, and a fault stands at the field", async () => {
    const { asked } = await show();
    expect(find("header").textContent).toContain("Off");
    expect(field("Port").value).toBe("4747");
    await fill(field("Port"), "70000");
    expect(noteOf(field("Port"))).toBe("A port is a whole number from 1 to 65535.");
    expect(buttonNamed("Turn on").disabled).toBe(true);
    await fill(field("Port"), "5000");
    await press(buttonNamed("Turn on"));
    await settle();
    expect(asked.find((one) => one.method === "gateway.turnOn")?.input).toEqual({ port: 5000 });
    expect(pageText()).toContain("http://127.0.0.1:5000/v1");
    expect(find("header").textContent).toContain("On since");
  });

  it("says that its port is taken and tries the next one", async () => {
    const { host } = await show();
    host.gateway.become({ kind: "failed", reason: "port-taken", port: 4747, message: "" });
    await told(host);
    expect(pageText()).toContain("Port 4747 is taken by another program.");
    await press(buttonNamed("Use 4748"));
    await settle();
    expect(pageText()).toContain("http://127.0.0.1:4748/v1");
  });

  it("says any other trouble in the host's words, and that it starts", async () => {
    const { host } = await show();
    host.gateway.become({ kind: "failed", reason: "other", port: 80, message: "Port 80 needs more rights." });
    await told(host);
    expect(pageText()).toContain("The gateway did not start.");
    expect(pageText()).toContain("Port 80 needs more rights.");
    host.gateway.become({ kind: "starting" });
    await told(host);
    expect(buttonNamed("Starting…").disabled).toBe(true);
  });
});

describe("a gateway that is on", () => {
  it("shows a key that was just made once, and its last four from then on", async () => {
    const { host } = await showOn();
    const key = host.gateway.made[0] ?? "";
    expect(pageText()).toContain(key);
    expect(pageText()).toContain("it is not shown again");
    await press(buttonNamed("Done"));
    expect(pageText()).not.toContain(key);
    expect(pageText()).toContain(`us-local-••••••••${key.slice(-4)}`);
  });

  it("makes a new key after a question, which shows it", async () => {
    const { host } = await showOn();
    await press(buttonNamed("Done"));
    await press(buttonNamed("Make a new key…"));
    await settle();
    expect(host.gateway.made).toHaveLength(1);
    await press(buttonNamed("Make a new key"));
    await settle();
    expect(host.gateway.made).toHaveLength(2);
    expect(pageText()).toContain(host.gateway.made[1]);
  });

  it("does not show a key as the new one that another window has replaced", async () => {
    const { host } = await showOn();
    const key = host.gateway.made[0] ?? "";
    expect(pageText()).toContain(key);
    await host.gateway.renewKey();
    await told(host);
    expect(pageText()).not.toContain(key);
    expect(pageText()).not.toContain("it is not shown again");
  });

  it("cannot change a key from the environment", async () => {
    const { host } = await show();
    host.gateway.become({
      kind: "on",
      port: 4747,
      baseUrl: "http://127.0.0.1:4747/v1",
      sinceMs: 0,
      keyLast4: "9z9z",
      keyFrom: "environment",
    });
    await told(host);
    expect(pageText()).toContain("From UNDERSTUDY_GATEWAY_TOKEN.");
    expect(document.querySelector('button[aria-label="Make a new key…"]')).toBeNull();
  });

  it("shows how to use it in three languages, without the key", async () => {
    const { host } = await showOn();
    await settle(200);
    expect(find("pre").textContent).toContain('base_url="http://127.0.0.1:4747/v1"');
    expect(find("pre").textContent).toContain('model="chain/smart"');
    for (const [language, words] of [
      ["TypeScript", "process.env.UNDERSTUDY_KEY"],
      ["cURL", "Authorization: Bearer $UNDERSTUDY_KEY"],
    ] as const) {
      const label = [...document.querySelectorAll("label")].find((one) => one.textContent === language);
      await press(label?.querySelector("input") ?? find("body"));
      await settle();
      expect(find("pre").textContent).toContain(words);
      expect(find("pre").textContent).not.toContain(host.gateway.made[0]);
    }
  });

  it("serves what is switched on and keeps texts only when told to", async () => {
    const { host } = await showOn();
    const settings = () => host.workspace.settings().gateway;
    await press(buttonNamed("Serve chain/smart"));
    await press(buttonNamed("Serve direct models"));
    await press(buttonNamed("Save prompts and answers in History"));
    await settle();
    expect(settings()).toMatchObject({ hiddenChainIds: ["chain-smart"], directModels: false, saveTexts: true });
    expect(buttonNamed("Serve chain/smart").getAttribute("aria-checked")).toBe("false");
    await press(buttonNamed("Serve chain/smart"));
    await settle();
    expect(settings().hiddenChainIds).toEqual([]);
  });

  it("says so where a choice could not be saved, and keeps the switch as it is", async () => {
    const { host } = await showOn();
    host.store.trouble = "The disk is full.";
    await press(buttonNamed("Serve direct models"));
    await settle();
    expect(pageText()).toContain("The disk is full.");
    expect(buttonNamed("Serve direct models").getAttribute("aria-checked")).toBe("true");
  });

  it("is turned off", async () => {
    await showOn();
    await press(buttonNamed("Turn off"));
    await settle();
    expect(find("header").textContent).toContain("Off");
  });
});

describe("the focus", () => {
  /** As Enter on it does, which leaves the focus where it was. */
  async function pressFocused(name: string) {
    buttonNamed(name).focus();
    expect(document.activeElement).toBe(buttonNamed(name));
    await press(buttonNamed(name));
    await settle(80);
  }

  it("goes to the heading of what takes the place of a button that went with its own click", async () => {
    await show();
    await pressFocused("Turn on");
    expect(document.activeElement).toBe(find('section[aria-label="Connect"] h2'));
    await pressFocused("Done");
    expect(document.activeElement).toBe(find('section[aria-label="Connect"] h2'));
    await pressFocused("Make a new key…");
    await pressFocused("Make a new key");
    expect(document.activeElement).toBe(find('section[aria-label="Connect"] h2'));
    await pressFocused("Turn off");
    expect(document.activeElement).toBe(find('section[aria-label="Turn it on"] h2'));
  });

  it("is not taken from where the user put it meanwhile", async () => {
    await show();
    buttonNamed("Turn on").focus();
    await press(buttonNamed("Turn on"));
    const other = buttonNamed("Save prompts and answers in History");
    other.focus();
    await settle(80);
    expect(document.activeElement).toBe(other);
  });
});

describe("requests", () => {
  const run = runOf("r1", {
    title: "smart",
    target: chainTarget("chain-smart"),
    links: chains[0]?.links ?? [],
    startedAtMs: Date.now(),
    attempts: [
      attemptOf("a1", { providerId: "openrouter", status: "failed", endMs: 410, failure: rateLimited }),
      attemptOf("a2", {
        linkIndex: 1,
        providerId: "anthropic",
        startMs: 420,
        firstContentMs: 1_360,
        firstAnswerMs: 1_360,
        status: "answered",
        endMs: 7_100,
        cost: { nanoUsd: 8_710_000, source: "computed" },
      }),
    ],
    status: "done",
    endMs: 7_100,
    answeredBy: "a2",
  });
  const refusedRun = (reason: "over-budget" | "unknown-price") =>
    ({ ...run, status: "failed", answeredBy: null, failure: failureOf("BUDGET", "Refused.", { reason }) }) as const;
  const request: GatewayRequest = {
    id: "q1",
    atMs: Date.now(),
    client: "aider",
    asked: "chain/smart",
    httpStatus: 200,
    clientLeft: false,
    message: null,
    run,
  };

  it("are listed as they come, with who answered, figures and status", async () => {
    // The day that they are counted in is theirs.
    vi.useFakeTimers({ toFake: ["Date"], now: request.atMs });
    onTestFinished(() => void vi.useRealTimers());
    const { host } = await showOn();
    expect(pageText()).toContain("No requests yet.");
    host.gateway.tell(request);
    await told(host);
    expect(cells().slice(1, 4)).toEqual(["aider", "chain/smart", "AnAnthropiclink 2"]);
    expect(cells().slice(5)).toEqual(["1.36\u00a0s", "7.10\u00a0s", "$0.00871", "200"]);
    expect(pageText()).toContain("1 today1 fell through0 got no answer$0.00871");
  });

  it("open to their attempts and the headers that were sent back", async () => {
    const { host } = await showOn();
    host.gateway.tell(request);
    await told(host);
    const row = find("tbody button");
    await press(row);
    expect(row.getAttribute("aria-expanded")).toBe("true");
    expect(find('table[aria-label="Attempts of chain/smart"]').textContent).toContain("429");
    for (const header of ["x-understudy-link: 2", "x-understudy-attempts: 2", "understudy.costUsd: 0.00871"]) {
      expect(pageText()).toContain(header);
    }
    await press(row);
    expect(pageText()).not.toContain("Sent back");
  });

  it("name no link in what was sent back where none answered", async () => {
    const { host } = await showOn();
    const failed = { ...run, status: "failed", answeredBy: null } as const;
    host.gateway.tell({ ...request, run: failed, httpStatus: 503, message: "None." });
    await told(host);
    await press(find("tbody button"));
    expect(pageText()).toContain("x-understudy-attempts: 2");
    expect(pageText()).not.toContain("x-understudy-link");
  });

  it.each([
    ["a wrong key", { run: null, httpStatus: 401, message: "The key is not the gateway's." }, ["not sent", "401"]],
    [
      "one broken off",
      { run: null, httpStatus: null, message: "The gateway was turned off." },
      ["not sent", "no answer"],
    ],
    ["a client that left", { clientLeft: true, httpStatus: null }, ["Anthropic", "client left"]],
    [
      "a cut stream",
      { run: { ...run, status: "failed", answeredBy: null }, message: "Cut." },
      ["Anthropic", "200, cut"],
    ],
    [
      "no answer",
      { run: { ...run, status: "failed", answeredBy: null }, httpStatus: 503, message: "None." },
      ["no link answered", "503"],
    ],
    ["one over a budget", { run: refusedRun("over-budget"), httpStatus: 402 }, ["not sent, over budget", "402"]],
    ["one of no price", { run: refusedRun("unknown-price"), httpStatus: 402 }, ["not sent, price unknown", "402"]],
    [
      "one that runs",
      { run: { ...run, status: "running", answeredBy: null, endMs: null }, httpStatus: 200 },
      ["Anthropic", "running"],
    ],
  ] as const)("show %s as what it is", async (_, parts, [who, status]) => {
    const { host } = await showOn();
    host.gateway.tell({ ...request, ...parts });
    await told(host);
    expect(cells()[3]).toContain(who);
    expect(cells()[8]).toBe(status);
  });

  it("that are over are not rendered again while another one runs", async () => {
    await showOn();
    let renders = 0;
    const over: GatewayRequest = {
      ...request,
      get client() {
        renders += 1;
        return "aider";
      },
    };
    const running = { ...run, id: "r2", status: "running", answeredBy: null, endMs: null } as const;
    useAppStore.setState({ gatewayRequests: [{ ...request, id: "q2", run: running }, over] });
    await settle();
    const rendersAtFirst = renders;
    const totalAtFirst = cells()[6];
    expect(rendersAtFirst).toBeGreaterThan(0);
    await expect.poll(() => cells()[6]).not.toBe(totalAtFirst);
    useAppStore.setState({ gatewayRequests: [{ ...request, id: "q2", run: { ...running } }, over] });
    await settle();
    expect(renders).toBe(rendersAtFirst);
  });
});
