import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import type { Budget, BudgetSettings } from "#shared/budget.ts";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";

/** Programs and budgets, over real sockets. */

const link = { kind: "openai-compatible", tokenEveryMs: 1 } as const;
/** What an answer costs in this world. */
const answerNano = 220_000;
const mode = { isDemo: false, sessionId: "session-1" };

const limitOf = (limitNanoUsd: number): Budget => ({ id: "b", period: "day", providerId: null, limitNanoUsd });

function open(budgets: readonly Budget[], more: Partial<BudgetSettings> = {}) {
  return openGatewayOn({ links: { a: link }, budgets: { budgets, ...more } });
}

/** What one request of `ask()` is held to cost. */
async function mostOfOne(): Promise<number> {
  const world = await open([]);
  await world.post(ask());
  const start = world.disk.find(({ type }) => type === "attempt-started");
  if (start?.type !== "attempt-started") throw new Error("No attempt was made");
  return start.attempt.reservedNanoUsd ?? 0;
}

async function refusal(world: Awaited<ReturnType<typeof open>>, stream: boolean) {
  try {
    await world.openai.chat.completions.create({ ...askedOf(), stream });
  } catch (error) {
    if (error instanceof OpenAI.APIError) return error;
    throw error;
  }
  throw new Error("It was not refused");
}

const askedOf = () => ({ model: "chain/smart", messages: [{ role: "user" as const, content: "Hello" }] });

describe("a program's request that could pass a budget", () => {
  test.each([false, true])("is refused with 402 and the reason, streaming or not (%s)", async (stream) => {
    const world = await open([limitOf(1_000_000)]);
    const error = await refusal(world, stream);
    expect([error.status, error.type, error.code]).toEqual([402, "insufficient_quota", "over_budget"]);
    expect(error.message).toMatch(/This could pass your daily budget\. \$0 of \$0\.00100 is spent and this answer can/);
    expect(world.gateway.requests()[0]).toMatchObject({ httpStatus: 402, run: { status: "failed" } });
    expect(world.gateway.requests()[0]?.message).toContain("daily budget");
    expect(world.servers.requestsOf("a")).toHaveLength(0);
  });

  test("fits to the nano-dollar, and not by one less", async () => {
    const most = await mostOfOne();
    const [fits, passes] = [await open([limitOf(most)]), await open([limitOf(most - 1)])];
    expect([(await fits.post(ask())).status, (await passes.post(ask())).status]).toEqual([200, 402]);
    expect(fits.ledger.states(mode)[0]).toMatchObject({ spentNanoUsd: answerNano, reservedNanoUsd: 0 });
  });

  test("50 at once never pass it, and every one that was sent is counted exactly (G5)", async () => {
    const most = await mostOfOne();
    const limit = 5 * most + 3 * answerNano;
    const world = await open([limitOf(limit)]);
    const answered = await Promise.all(Array.from({ length: 50 }, () => world.post(ask())));
    const statuses = answered.map(({ status }) => status);
    await Promise.all(answered.map((one) => one.text()));
    const served = statuses.filter((status) => status === 200).length;
    expect(statuses.filter((status) => status === 402)).toHaveLength(50 - served);
    expect([served > 0, served < 50]).toEqual([true, true]);
    expect(world.servers.requestsOf("a")).toHaveLength(served);
    expect(Math.max(...world.sums)).toBeLessThanOrEqual(limit);
    expect(world.ledger.states(mode)[0]).toMatchObject({ spentNanoUsd: served * answerNano, reservedNanoUsd: 0 });
    expect(world.gateway.requests().filter(({ httpStatus }) => httpStatus === 402)).toHaveLength(50 - served);
  });

  test("is neither refused nor counted where programs do not count", async () => {
    const world = await open([limitOf(1)], { countsGateway: false });
    expect((await world.post(ask())).status).toBe(200);
    expect(world.ledger.states(mode)[0]).toMatchObject({ spentNanoUsd: 0, reservedNanoUsd: 0 });
    expect(world.ledger.spend(mode).nanoUsd).toBe(answerNano);
  });
});
