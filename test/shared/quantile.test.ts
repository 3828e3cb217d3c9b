import { expect, test } from "vitest";
import { medianAndP95, quantile } from "#shared/quantile.ts";

test("a quantile lies between the two values around it, whatever their order", () => {
  expect(quantile([40, 10, 30, 20], 0.5)).toBe(25);
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([7], 0.95)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

test("a median needs three values, a 95th percentile fifteen", () => {
  const values = Array.from({ length: 15 }, (_, index) => index * 10);
  expect(medianAndP95(values.slice(0, 2))).toEqual({ p50: null, p95: null });
  expect(medianAndP95(values.slice(0, 3))).toEqual({ p50: 10, p95: null });
  expect(medianAndP95(values.slice(0, 14)).p95).toBeNull();
  expect(medianAndP95(values)).toEqual({ p50: 70, p95: 133 });
});
