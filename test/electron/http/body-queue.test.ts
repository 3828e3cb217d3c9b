import { describe, expect, it } from "vitest";
import { newBodyQueue } from "#electron/http/body-queue.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("bytes between a socket that pushes and a reader who pulls", () => {
  it("hands the first bytes out alone, and all that waited behind them at once", async () => {
    const queue = newBodyQueue(() => undefined);
    for (const value of [1, 2, 3]) queue.push(bytes(value));
    queue.end();
    const items = [await queue.next(), await queue.next(), await queue.next()];
    expect(items.map(({ value }) => (value?.kind === "bytes" ? [...value.bytes] : value))).toEqual([
      [1],
      [2, 3],
      undefined,
    ]);
  });

  it("gives what arrived before a failure, and of an aborted answer nothing", async () => {
    for (const [reason, expected] of [
      ["reset", "bytes"],
      ["aborted", "failure"],
    ] as const) {
      const queue = newBodyQueue(() => undefined);
      queue.push(bytes(1));
      queue.fail({ reason, code: null, message: reason });
      expect((await queue.next()).value?.kind).toBe(expected);
    }
  });

  it("asks the sender to go on once a reader has taken what was too much", async () => {
    let resumed = 0;
    const queue = newBodyQueue(() => {
      resumed += 1;
    });
    expect(queue.push(bytes(1))).toBe(true);
    expect(queue.push(new Uint8Array(300 * 1024))).toBe(false);
    await queue.next();
    expect(resumed).toBe(0);
    await queue.next();
    expect(resumed).toBe(1);
  });
});
