import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoFaults, faultFor, withoutFaults } from "#electron/demo/demo-faults.ts";
import type { Demo } from "#electron/demo/demo-server.ts";
import { at, dialects, finishOf, newDemo, post, readStream, textPieces } from "./demo-client.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await newDemo();
});
afterAll(() => demo.close());

describe("a fault marker", () => {
  it.each(demoFaults)("$example is understood as its list says", ({ name, example }) => {
    const provider = dialects.find((dialect) => example.includes(dialect)) ?? "openai";
    expect(faultFor(provider, `Before ${example} after`)?.name).toBe(name);
    expect(withoutFaults(`Before ${example} after`)).not.toContain("[[");
  });

  it("is for the provider it names, or for all", () => {
    expect(faultFor("anthropic", "[[fail openrouter 429]]")).toBeNull();
    expect(faultFor("anthropic", "[[fail openrouter 429]] [[cut anthropic]]")).toEqual({ name: "cut", amount: 10 });
    expect(faultFor("google", "[[FAIL all 503]]")).toEqual({ name: "fail", amount: 503 });
    expect(faultFor("openai-compatible", "[[fail openai 500]]")).toEqual({ name: "fail", amount: 500 });
  });

  it("has its number moved into range, and is left alone where it names no fault", () => {
    expect(faultFor("google", "[[stall google 99999]]")).toEqual({ name: "stall", amount: 120 });
    expect(faultFor("google", "[[fail google 200]]")).toEqual({ name: "fail", amount: 400 });
    expect(faultFor("google", "[[see google 1]]")).toBeNull();
    expect(withoutFaults("[[see google 1]] stays")).toBe("[[see google 1]] stays");
  });

  it("never shows up in the answer", async () => {
    const read = await readStream(await post(demo, { dialect: "openai", prompt: "Explain tides [[fail google 429]]" }));
    expect(textPieces("openai", read).join("")).toContain("tides");
    expect(textPieces("openai", read).join("")).not.toContain("[[");
  });

  it("of an earlier message is forgotten", async () => {
    const messages = [
      { role: "user", content: "Hello [[fail openai 500]]" },
      { role: "assistant", content: "Hi" },
      { role: "user", content: "Hello" },
    ];
    const body = JSON.stringify({ model: "gpt-6-luna", messages, stream: true });
    const response = await fetch(`${demo.baseUrlOf("openai")}/chat/completions`, { method: "POST", body });
    expect((await readStream(response)).broken).toBeNull();
    expect(response.status).toBe(200);
  });
});

describe("[[fail]]", () => {
  const codes = {
    openai: ["error", "code"],
    openrouter: ["error", "metadata", "error_type"],
    anthropic: ["error", "type"],
    google: ["error", "status"],
  } as const;
  const words = {
    openai: "rate_limit_exceeded",
    openrouter: "rate_limit_exceeded",
    anthropic: "rate_limit_error",
    google: "RESOURCE_EXHAUSTED",
  } as const;

  it.each(dialects)("429 of %s has its own words and asks to wait 7 seconds", async (dialect) => {
    const response = await post(demo, { dialect, prompt: `Hi [[fail ${dialect} 429]]` });
    const body: unknown = await response.json();
    expect(response.status).toBe(429);
    expect(at(body, ...codes[dialect])).toBe(words[dialect]);
    const hint =
      dialect === "google" ? at(body, "error", "details", 0, "retryDelay") : response.headers.get("retry-after");
    expect(hint).toBe(dialect === "google" ? "7s" : "7");
  });

  it.each(dialects)("500 of %s has no time to wait", async (dialect) => {
    const response = await post(demo, { dialect, prompt: `Hi [[fail ${dialect} 500]]` });
    expect(response.status).toBe(500);
    expect(response.headers.get("retry-after")).toBeNull();
    expect(await response.text()).not.toContain("retryDelay");
  });

  it("503 asks to wait too", async () => {
    const response = await post(demo, { dialect: "openai", prompt: "Hi [[fail openai 503]]" });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "7"]);
  });
});

describe.concurrent.each(dialects)("a spoiled stream of %s", (dialect) => {
  it("[[cut]] breaks off after the events asked for, with text already there", async () => {
    const read = await readStream(await post(demo, { dialect, prompt: `Explain tides [[cut ${dialect} 4]]` }));
    expect(read.events).toHaveLength(4);
    expect(read.broken).not.toBeNull();
    expect(textPieces(dialect, read).length).toBeGreaterThan(0);
  });

  it("[[cut]] never lets an answer finish that is shorter than asked for", async () => {
    const read = await readStream(await post(demo, { dialect, prompt: `Hello [[cut ${dialect} 9000]]` }));
    expect(read.broken).not.toBeNull();
    expect(finishOf(dialect, read)).toBeUndefined();
  });

  it("[[error]] reports a failure inside a 200 and ends", async () => {
    const response = await post(demo, { dialect, prompt: `Explain tides [[error ${dialect} 3]]` });
    const read = await readStream(response);
    expect(response.status).toBe(200);
    expect(read.broken).toBeNull();
    expect(at(read.events.at(-1), "error")).toBeDefined();
    expect(read.events).toHaveLength(4);
  });

  it("[[malformed]] sends one event that is no JSON and goes on to the end", async () => {
    const read = await readStream(await post(demo, { dialect, prompt: `Explain tides [[malformed ${dialect} 2]]` }));
    expect(read.malformed).toBe(1);
    expect(finishOf(dialect, read)).toBeDefined();
  });

  it("[[empty]] finishes without a word", async () => {
    const read = await readStream(await post(demo, { dialect, prompt: `Hello [[empty ${dialect}]]` }));
    expect(textPieces(dialect, read)).toEqual([]);
    expect(finishOf(dialect, read)).toBeDefined();
  });

  it("[[drop]] closes the connection before any header", async () => {
    await expect(post(demo, { dialect, prompt: `Hello [[drop ${dialect}]]` })).rejects.toThrow("fetch failed");
  });
});

describe.concurrent("silence", () => {
  it("[[slow]] sends headers at once and the first event after the seconds asked for", async () => {
    const slow = (seconds: number, signal: AbortSignal) =>
      post(demo, { dialect: "google", prompt: `Hello [[slow google ${seconds}]]`, signal });
    const leaving = new AbortController();
    // Longer than this test may take: its headers are here without its first event.
    expect((await slow(120, leaving.signal)).status).toBe(200);
    const startedAtMs = performance.now();
    const read = await readStream(await slow(1, leaving.signal));
    expect((read.arrivedAtMs[0] ?? 0) - startedAtMs).toBeGreaterThan(990);
    expect(read.broken).toBeNull();
    leaving.abort();
  });

  it("[[stall]] goes silent in the middle and then finishes", async () => {
    const stall = (seconds: number, signal: AbortSignal) =>
      post(demo, { dialect: "openai", prompt: `Explain tides [[stall openai ${seconds}]]`, signal });
    const leaving = new AbortController();
    const startedAtMs = performance.now();
    const read = await readStream(await stall(1, leaving.signal));
    expect((read.arrivedAtMs[5] ?? 0) - startedAtMs).toBeGreaterThan(990);
    expect(finishOf("openai", read)).toBe("stop");
    // Longer than this test may take: all that comes is what comes before it.
    const silent = await readStream(await stall(120, leaving.signal), (count) => {
      if (count === 5) setTimeout(() => leaving.abort(), 300);
    });
    expect(silent.events).toHaveLength(5);
  });
});
