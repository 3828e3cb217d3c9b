import { expect, test } from "vitest";
import { limitsModel, unlimited } from "#shared/provider-state.ts";

const limited = { ...unlimited, isLimited: true };

test("R1: a limit keeps only those models from being tried that it falls on", () => {
  const ofModel = { ...limited, scope: "model", modelId: "m" } as const;
  expect([limitsModel(ofModel, "m"), limitsModel(ofModel, "other")]).toEqual([true, false]);
  const ofFreeTier = { ...limited, scope: "free" } as const;
  expect([limitsModel(ofFreeTier, "m:free"), limitsModel(ofFreeTier, "m")]).toEqual([true, false]);
  const ofAccount = { ...limited, scope: "account" } as const;
  expect(limitsModel(ofAccount, "m")).toBe(true);
  expect(limitsModel(unlimited, "m")).toBe(false);
});
