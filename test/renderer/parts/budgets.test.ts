import { describe, expect, it, test } from "vitest";
import { amountText, levelOf, raisedLimit, readAmount } from "#renderer/parts/budget-amounts.ts";
import { noRoomFor } from "#renderer/parts/budget-fit.ts";
import { type Standing, troubleOf, troubleWords } from "#renderer/parts/budget-trouble.ts";
import type { BudgetState } from "#shared/budget.ts";
import { budgetsAt } from "#shared/budget-span.ts";
import { refusalWords } from "#shared/budget-words.ts";
import { chains, modelLists, modelTarget, providerStates } from "#test/support/scripted-data.ts";

const dollar = 1_000_000_000;
const budget = (parts: Partial<BudgetState> = {}): BudgetState => ({
  id: "b",
  period: "session",
  providerId: null,
  limitNanoUsd: dollar,
  spentNanoUsd: 0,
  reservedNanoUsd: 0,
  unknownCosts: 0,
  endsAtMs: null,
  ...parts,
});
const nameOf = (id: string) => (id === "openai" ? "OpenAI" : id);

describe("an amount", () => {
  test.each([
    ["1", dollar],
    [" $1.00 ", dollar],
    ["1,204.50", 1204.5 * dollar],
    ["0.0157", 15_700_000],
    ["0.000000001", 1],
  ])("%j is read to the nano-dollar", (text, nanoUsd) =>
    expect(readAmount(text)).toEqual({ ok: true, value: nanoUsd }),
  );

  test.each(["", "0", "-1", "one", "1e9", "0.0000000001"])("%j is none, in words", (text) => {
    expect(readAmount(text)).toMatchObject({ ok: false });
  });

  test.each([dollar, 20_000_000, 123_456_789, 1, 1_204_500_000_000])(
    "%d is shown as it can be read again",
    (nanoUsd) => {
      expect(readAmount(amountText(nanoUsd))).toEqual({ ok: true, value: nanoUsd });
    },
  );
});

test.each([
  [budget({ spentNanoUsd: 992_100_000 }), 15_700_000, 2],
  [budget({ limitNanoUsd: 2 * dollar, spentNanoUsd: 2 * dollar }), 1, 5],
  [budget({ limitNanoUsd: 20_000_000, reservedNanoUsd: 9_000_000 }), 30_000_000, 0.05],
  [budget({ limitNanoUsd: 5 * dollar }), 7 * dollar, 10],
])("a limit is raised to the next round amount that lets it through (%#)", (from, wanted, dollars) => {
  expect(raisedLimit(from, wanted)).toBe(dollars * dollar);
});

describe("the banner of a budget", () => {
  const standing = (budgets: readonly BudgetState[], parts: Partial<Standing> = {}): Standing => ({
    budgets,
    rules: { hardStop: true, warns: true },
    refused: null,
    ...parts,
  });
  const say = (of: Standing) => {
    const trouble = troubleOf(of);
    return trouble === null ? null : troubleWords(trouble, of.rules, nameOf);
  };

  it("comes at 80 %, with its figures", () => {
    expect(say(standing([budget({ spentNanoUsd: 799_999_999 })]))).toBeNull();
    expect(say(standing([budget({ spentNanoUsd: 800_400_000 })]))).toEqual({
      title: "80% of the session budget is spent.",
      body: "$0.8004 of $1.00. New prompts stop at $1.00.",
    });
    expect(
      say(standing([budget({ spentNanoUsd: 800_400_000 })], { rules: { hardStop: true, warns: false } })),
    ).toBeNull();
  });

  it("says that new prompts wait once it is spent, or has no room for what was refused", () => {
    const waits = "Answers in flight will finish. New prompts wait.";
    expect(say(standing([budget({ spentNanoUsd: dollar })]))).toEqual({
      title: "The session budget of $1.00 is spent.",
      body: waits,
    });
    const refused = { budgetId: "b", wantedNanoUsd: 15_700_000 };
    expect(say(standing([budget({ spentNanoUsd: 992_100_000 })], { refused }))).toEqual({
      title: "The session budget of $1.00 has no room left.",
      body: `$0.9921 is spent. ${waits}`,
    });
    expect(say(standing([budget({ spentNanoUsd: 100, reservedNanoUsd: dollar })], { refused }))).toBeNull();
  });

  it("warns where nothing stops", () => {
    const rules = { hardStop: false, warns: true };
    expect(say(standing([budget({ spentNanoUsd: 1.02 * dollar })], { rules }))).toEqual({
      title: "102% of the session budget is spent.",
      body: "$1.02 of $1.00. Nothing stops there.",
    });
  });

  it("tells of the one that stops everything before one provider's, and of the nearest otherwise", () => {
    const ofProvider = budget({ id: "p", providerId: "openai", period: "day", spentNanoUsd: 2 * dollar });
    expect(say(standing([ofProvider, budget({ spentNanoUsd: dollar })]))?.title).toContain("The session budget of");
    expect(say(standing([ofProvider, budget()]))?.title).toBe("The daily budget for OpenAI of $1.00 is spent.");
    const near = [
      budget({ spentNanoUsd: 0.8 * dollar }),
      budget({ id: "m", period: "month", spentNanoUsd: 0.9 * dollar }),
    ];
    expect(say(standing(near))?.title).toBe("90% of the monthly budget is spent.");
  });

  it("has levels at 80 % and at its limit", () => {
    expect([0.79, 0.8, 0.999, 1].map((share) => levelOf(budget({ spentNanoUsd: share * dollar })))).toEqual([
      "fine",
      "near",
      "near",
      "spent",
    ]);
  });
});

test("a refusal is told with the figures of its moment", () => {
  const over = (parts: Partial<BudgetState>) =>
    refusalWords(
      { kind: "over", budget: budget({ spentNanoUsd: 992_100_000, ...parts }), wantedNanoUsd: 15_700_000 },
      nameOf,
    );
  expect(over({})).toEqual({
    title: "This could pass your session budget.",
    body: "$0.9921 of $1.00 is spent and this answer can cost up to $0.0157.",
  });
  expect(over({ reservedNanoUsd: 27_500_000, providerId: "openai", period: "month" })).toEqual({
    title: "This could pass your monthly budget for OpenAI.",
    body: "$0.9921 of $1.00 is spent, $0.0275 is set aside for others, and this answer can cost up to $0.0157.",
  });
});

test("a day that is over begins from nothing, a session does not", () => {
  const noon = new Date(2026, 11, 31, 12).getTime();
  const midnight = new Date(2027, 0, 1).getTime();
  const day = budget({ id: "d", period: "day", spentNanoUsd: 5, endsAtMs: midnight });
  const before = [budget({ spentNanoUsd: 5 }), day];
  expect(budgetsAt(before, noon)).toBe(before);
  expect(budgetsAt(before, midnight)).toEqual([
    before[0],
    { ...day, spentNanoUsd: 0, endsAtMs: new Date(2027, 0, 2).getTime() },
  ]);
});

describe("whether a prompt has room", () => {
  const catalog = { chains, modelLists, providers: providerStates(0) };
  const sending = { prompt: "Hello", system: "", images: 0, counted: { texts: [] } };
  const roomOf = (budgets: readonly BudgetState[], target = modelTarget("openai", "gpt-4o")) =>
    noRoomFor(catalog, budgets, { sending, asked: { column: { id: "c", target }, turns: [] } });

  it("is judged by the longest answer that one request may have", () => {
    const tight = budget({ limitNanoUsd: 20_000_000 });
    expect(roomOf([tight])?.budget).toBe(tight);
    expect(roomOf([budget()])).toBeNull();
    expect(roomOf([budget({ reservedNanoUsd: 0.99 * dollar })])).not.toBeNull();
  });

  it("leaves other providers' links out of one provider's budget, and asks about unknown prices at Send", () => {
    const tight = budget({ limitNanoUsd: 1, providerId: "openai" });
    expect(roomOf([tight])).not.toBeNull();
    expect(roomOf([tight], modelTarget("anthropic", "claude-haiku-4-5"))).toBeNull();
    expect(roomOf([budget({ limitNanoUsd: 1 })], modelTarget("ollama", "llama3.2:3b"))).toBeNull();
    expect(
      roomOf([budget({ limitNanoUsd: 1 })], modelTarget("openrouter", "meta-llama/llama-3.3-70b:free")),
    ).toBeNull();
  });
});
