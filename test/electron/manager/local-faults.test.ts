import { describe, expect, it } from "vitest";
import { createLimitBoard } from "#electron/manager/limit-board.ts";
import { blockedBy, scopeState } from "#electron/manager/limits.ts";
import { scopesOf } from "#electron/manager/scopes.ts";
import { failureOf } from "#shared/failure.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

function createBoard() {
  const clock = createFakeClock();
  const told: string[] = [];
  const board = createLimitBoard(clock, (providerId) => told.push(providerId));
  let count = 0;
  const begin = (providerId: string) => {
    const baseUrl = `https://${providerId}.test/v1`;
    const scopes = scopesOf({ baseUrl, providerId, keyFingerprint: "k", modelId: "m", isOpenRouter: false });
    const attempt = { id: `x${++count}`, providerId, baseUrl, scopes, beganMs: clock.monotonicMs() };
    return { attempt, isProbe: board.begin(attempt).isProbe };
  };
  const fail = (attempt: ReturnType<typeof begin>["attempt"], code: string) => {
    const failure = failureOf("NETWORK", "", { code });
    const details = { modelId: "m", scopeHint: null, isHostPage: false, retriesInPlace: false, random: 0.999 };
    return board.fail(attempt, { ...details, failure }).class;
  };
  return { clock, board, told, begin, fail };
}

describe("a computer that is offline (R4)", () => {
  it("undoes what was booked on the first host, gives its probe slot back and tells both providers", async () => {
    const { clock, board, told, begin, fail } = createBoard();
    for (let index = 0; index < 2; index += 1) fail(begin("a").attempt, "ECONNREFUSED");
    await clock.advance(10_000);
    const probe = begin("a");
    expect(probe.isProbe).toBe(true);
    const { H } = probe.attempt.scopes;
    expect(fail(probe.attempt, "ENOTFOUND")).toBe("NETWORK");
    expect(scopeState(board.state(), H)).toMatchObject({ level: 1, consecutiveErrors: 3 });
    await clock.advance(1500);
    told.length = 0;
    expect(fail(begin("b").attempt, "ENOTFOUND")).toBe("LOCAL");
    expect(scopeState(board.state(), H)).toMatchObject({ level: 0, consecutiveErrors: 2, probe: null });
    expect(blockedBy(board.state(), probe.attempt.scopes, board.now())).toEqual([]);
    expect(told.toSorted()).toEqual(["a", "b"]);
  });

  it("leaves alone what an answer has cleared since, and a probe that is in flight", async () => {
    const { clock, board, begin, fail } = createBoard();
    for (let index = 0; index < 2; index += 1) fail(begin("a").attempt, "ECONNREFUSED");
    await clock.advance(10_000);
    const [first, second] = [begin("a"), begin("a")];
    fail(second.attempt, "ENOTFOUND");
    fail(begin("b").attempt, "ENOTFOUND");
    expect(scopeState(board.state(), first.attempt.scopes.H).probe).toBe(first.attempt.id);
    await clock.advance(10);
    board.succeed(first.attempt, 5);
    fail(begin("c").attempt, "ENOTFOUND");
    expect(scopeState(board.state(), first.attempt.scopes.H)).toMatchObject({ phase: "closed", consecutiveErrors: 0 });
  });

  it("leaves alone a limit that the server named since (invariant 1)", () => {
    const { board, begin, fail } = createBoard();
    const [early, late] = [begin("a"), begin("a")];
    fail(early.attempt, "ENOTFOUND");
    const failure = failureOf("SERVER", "", { status: 503, hintMs: 60_000 });
    const details = { modelId: "m", scopeHint: null, isHostPage: true, retriesInPlace: false, random: 0.999 };
    board.fail(late.attempt, { ...details, failure });
    expect(fail(begin("b").attempt, "ENOTFOUND")).toBe("LOCAL");
    const [held] = blockedBy(board.state(), early.attempt.scopes, board.now());
    expect(held).toMatchObject({ scope: early.attempt.scopes.H, isHard: true, state: { consecutiveErrors: 0 } });
  });

  it("gives no probe slot back to an attempt that has left it since", async () => {
    const { clock, board, begin, fail } = createBoard();
    for (let index = 0; index < 2; index += 1) fail(begin("a").attempt, "ECONNREFUSED");
    await clock.advance(10_000);
    const [probe, other] = [begin("a"), begin("a")];
    fail(other.attempt, "ENOTFOUND");
    board.release(probe.attempt);
    expect(fail(begin("b").attempt, "ENOTFOUND")).toBe("LOCAL");
    expect(blockedBy(board.state(), probe.attempt.scopes, board.now())).toEqual([]);
  });

  it("is not assumed of hosts that fail more than 2 s apart, of the same host, nor of one on this computer", async () => {
    const { clock, begin, fail } = createBoard();
    expect(fail(begin("a").attempt, "ENOTFOUND")).toBe("NETWORK");
    expect(fail(begin("a").attempt, "ENOTFOUND")).toBe("NETWORK");
    await clock.advance(2001);
    expect(fail(begin("b").attempt, "ENOTFOUND")).toBe("NETWORK");
    const { attempt } = begin("local");
    const here = { ...attempt, baseUrl: "http://127.0.0.1:11434/v1" };
    expect(fail(here, "ENOTFOUND")).toBe("NETWORK");
  });
});
