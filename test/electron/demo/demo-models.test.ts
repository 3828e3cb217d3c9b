import { expect, test } from "vitest";
import { demoModels } from "#electron/demo/demo-models.ts";

test("Gemini 3.8 Flash is the same at both demo routes but for 75 ms to the first token and 10 % of cost", () => {
  const direct = demoModels.find(({ kind, id }) => kind === "google" && id === "gemini-3.8-flash");
  const relayed = demoModels.find(({ kind, id }) => kind === "openrouter" && id === "google/gemini-3.8-flash");
  if (direct === undefined || relayed === undefined) throw new Error("A route of the pair is missing.");
  const { kind: _, id: __, name: ___, firstTokenMs, price, ...same } = direct;
  expect(relayed).toMatchObject(same);
  expect(relayed.firstTokenMs - firstTokenMs).toBe(75);
  for (const part of ["inputUsd", "cacheReadUsd", "outputUsd"] as const) {
    expect(relayed.price[part] / price[part]).toBeCloseTo(1.1, 12);
  }
});
