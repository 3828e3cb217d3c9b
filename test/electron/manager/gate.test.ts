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
});
