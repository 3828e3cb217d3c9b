import { describe, expect, it } from "vitest";
import { createGate } from "#electron/manager/gate.ts";

const never = new AbortController().signal;

describe("places of an account (R20)", () => {
  it("gives a place at once that became free after the first question", async () => {
    const gate = createGate(1);
    const leave = gate.tryEnter("a");
    expect(gate.tryEnter("a")).toBeNull();
    leave?.();
    await expect(gate.enter("a", never)).resolves.toBeTypeOf("function");
  });

  it("serves those who wait in order, passes over those who stopped, and counts each account apart", async () => {
    const gate = createGate(1);
    const leave = gate.tryEnter("a");
    expect(gate.tryEnter("b")).not.toBeNull();
    const served: string[] = [];
    const stop = new AbortController();
    const wait = async (name: string, signal: AbortSignal) => {
      const place = await gate.enter("a", signal);
      served.push(place === null ? `${name} stopped` : name);
      place?.();
    };
    const all = [wait("first", never), wait("second", stop.signal), wait("third", never)];
    stop.abort();
    leave?.();
    // Giving a place back twice frees it once.
    leave?.();
    await Promise.all(all);
    expect(served).toEqual(["second stopped", "first", "third"]);
    expect([gate.tryEnter("a") === null, gate.tryEnter("a") === null]).toEqual([false, true]);
  });

  it("lets those who wait in as soon as there are more places", async () => {
    const gate = createGate(1);
    gate.tryEnter("a");
    const waiting = ["one", "two", "three"].map(() => gate.enter("a", never));
    gate.setLimit(3);
    await expect(Promise.race(waiting.slice(0, 2))).resolves.toBeTypeOf("function");
    const third = await Promise.race([waiting[2], Promise.resolve("still waits")]);
    expect(third).toBe("still waits");
  });

  it("takes nobody's place away: with fewer places nobody new comes in until enough have left", async () => {
    const gate = createGate(3);
    const places = [1, 2, 3].map(() => gate.tryEnter("a"));
    gate.setLimit(1);
    let isIn = false;
    void gate.enter("a", never).then(() => {
      isIn = true;
    });
    for (const leave of places.slice(0, 2)) leave?.();
    await Promise.resolve();
    expect(isIn).toBe(false);
    places[2]?.();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(isIn).toBe(true);
    expect(gate.tryEnter("a")).toBeNull();
  });
});
