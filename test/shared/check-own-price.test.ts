import { expect, test } from "vitest";
import { checkOwnPrice, checkOwnPrices, mostOwnPrices } from "#shared/check-own-price.ts";

test("a price is a number from 0 on, below what nothing costs", () => {
  for (const fine of [0, 0.000_001, 2.5, 1_000_000]) expect(checkOwnPrice(fine)).toBeNull();
  expect(checkOwnPrice(-0.01)).toMatch(/0 or more/);
  expect(checkOwnPrice(1_000_001)).toMatch(/at most \$1,000 for 1,000 tokens/);
  for (const none of [Number.NaN, Number.POSITIVE_INFINITY]) expect(checkOwnPrice(none)).toMatch(/a number/);
});

test("there are at most a thousand of them", () => {
  const price = { providerId: "p", modelId: "m", inputUsd: 1, outputUsd: 1, setAtMs: 1 };
  expect(checkOwnPrices(Array.from({ length: mostOwnPrices }, () => price))).toBeNull();
  expect(checkOwnPrices(Array.from({ length: mostOwnPrices + 1 }, () => price))).toMatch(/At most 1,000/);
});
