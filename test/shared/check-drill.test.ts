import { expect, test } from "vitest";
import { checkDrillCount, checkDrillFault, checkFaultCount } from "#shared/check-drill.ts";
import type { DrillFault } from "#shared/drill.ts";

test.each<[DrillFault, boolean]>([
  [{ kind: "rate-limit", retryAfterS: null }, true],
  [{ kind: "rate-limit", retryAfterS: 1 }, true],
  [{ kind: "rate-limit", retryAfterS: 3_600 }, true],
  [{ kind: "rate-limit", retryAfterS: 0 }, false],
  [{ kind: "rate-limit", retryAfterS: 3_601 }, false],
  [{ kind: "rate-limit", retryAfterS: 1.5 }, false],
  [{ kind: "cut", afterTokens: 1 }, true],
  [{ kind: "cut", afterTokens: 380 }, true],
  [{ kind: "cut", afterTokens: 381 }, false],
  [{ kind: "stall", afterTokens: 0 }, false],
  [{ kind: "stall", afterTokens: Number.NaN }, false],
  [{ kind: "status", status: 529 }, true],
  [{ kind: "empty" }, true],
])("%o: %s", (fault, isFine) => expect(checkDrillFault(fault) === null).toBe(isFine));

test("a chain keeps 50 drills, each of at most 64 links", () => {
  expect([checkDrillCount(50), checkFaultCount(64)]).toEqual([null, null]);
  expect(checkDrillCount(51)).toContain("50");
  expect(checkFaultCount(65)).toContain("64");
});
