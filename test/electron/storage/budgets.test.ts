import { expect, test } from "vitest";
import { budgetRefusal } from "#electron/storage/budget-schemas.ts";
import { readSetting } from "#electron/storage/row-schemas.ts";
import { type BudgetRefusal, type BudgetSettings, defaultBudgetSettings } from "#shared/budget.ts";

const budget = { id: "b", period: "day", providerId: "openai", limitNanoUsd: 2_000_000_000 } as const;
const read = (settings: unknown) => readSetting("budgets", JSON.stringify(settings)).ok;

test("budgets come back from the disk as they were saved, and an edited one that would never stop does not", () => {
  const settings: BudgetSettings = { ...defaultBudgetSettings, budgets: [budget] };
  expect(readSetting("budgets", JSON.stringify(settings))).toEqual({ ok: true, value: settings });
  for (const wrong of [{ limitNanoUsd: -1 }, { limitNanoUsd: 0.5 }, { limitNanoUsd: null }, { period: "year" }]) {
    expect(read({ ...settings, budgets: [{ ...budget, ...wrong }] }), JSON.stringify(wrong)).toBe(false);
  }
  expect(read({ ...settings, budgets: [budget, { ...budget, id: "other" }] })).toBe(false);
});

test.each<BudgetRefusal>([
  {
    kind: "over",
    budget: { ...budget, spentNanoUsd: 1, reservedNanoUsd: 2, unknownCosts: 3, endsAtMs: 1_795_000_000_000 },
    wantedNanoUsd: 4,
  },
  { kind: "unknown-price", providerId: "openai", modelId: "gpt-5" },
])("why nothing was sent is kept with the run (%#)", (refusal) => {
  expect(budgetRefusal.parse(JSON.parse(JSON.stringify(refusal)))).toEqual(refusal);
});
