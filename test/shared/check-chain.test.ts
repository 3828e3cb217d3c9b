import { expect, test } from "vitest";
import {
  checkChainName,
  checkCost,
  checkDeadline,
  checkLinkCount,
  checkLinkName,
  checkMaxTokens,
  checkModelId,
  checkOtherModels,
  checkTemperature,
} from "#shared/check-chain.ts";

test("a chain and a link need a name of one line and at most 64 characters", () => {
  expect(checkChainName("smart")).toBeNull();
  expect(checkChainName("x".repeat(64))).toBeNull();
  expect(checkChainName("  ")).toBe("The chain needs a name.");
  expect(checkLinkName("")).toBe("The link needs a name.");
  expect(checkChainName(" smart")).toMatch(/no spaces around/);
  expect(checkChainName("x".repeat(65))).toMatch(/at most 64/);
  expect(checkChainName("a\nb")).toMatch(/one line/);
});

test("a model id is one word of up to 256 characters", () => {
  expect(checkModelId("anthropic/claude-opus-4.5:beta")).toBeNull();
  expect(checkModelId("")).toBe("Choose a model.");
  expect(checkModelId("gpt ")).toMatch(/no spaces/);
  expect(checkModelId("a b")).toMatch(/no spaces/);
  expect(checkModelId("x".repeat(257))).toMatch(/at most 256/);
  expect(checkModelId("a\u0000b")).toMatch(/plain text/);
});

test.each([1, 2000, 1_000_000])("%d max tokens are fine", (value) => expect(checkMaxTokens(value)).toBeNull());
test.each([0, -1, 1.5, 1_000_001, Number.NaN, Number.POSITIVE_INFINITY])("%d max tokens are refused", (value) =>
  expect(checkMaxTokens(value)).toMatch(/1 to 1,000,000/),
);

test.each([0, 0.7, 2])("temperature %d is fine", (value) => expect(checkTemperature(value)).toBeNull());
test.each([-0.1, 2.1, Number.NaN])("temperature %d is refused", (value) =>
  expect(checkTemperature(value)).toMatch(/from 0 to 2/),
);

test.each([null, 0, 0.0025])("price %s is fine", (value) => expect(checkCost(value)).toBeNull());
test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("price %d is refused", (value) =>
  expect(checkCost(value)).toMatch(/0 or more/),
);

test("a chain may be empty while it is edited and has at most 64 links", () => {
  expect(checkLinkCount(0)).toBeNull();
  expect(checkLinkCount(64)).toBeNull();
  expect(checkLinkCount(65)).toMatch(/at most 64/);
});

test("a deadline lies in its bounds and is a whole number of ms", () => {
  expect(checkDeadline("connectMs", 5000)).toBeNull();
  expect(checkDeadline("connectMs", 60_001)).toBe("Connect is a time from 0.1 to 60 seconds.");
  expect(checkDeadline("firstContentMs", 499)).toMatch(/from 0.5 to 600 seconds/);
  expect(checkDeadline("totalMs", 3_600_000)).toBeNull();
  for (const wrong of [0, -1, 1000.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(checkDeadline("idleMs", wrong)).toMatch(/Pause between tokens/);
  }
});

test("other models of a link are at most two model ids, each once", () => {
  const models = Array.from({ length: 3 }, (_, index) => `vendor/model-${index}`);
  expect(checkOtherModels(models.slice(0, 2), "vendor/own")).toBeNull();
  expect(checkOtherModels(models, "vendor/own")).toMatch(/at most 2/);
  expect(checkOtherModels(["vendor/own"], "vendor/own")).toMatch(/once/);
  expect(checkOtherModels(["a b"], "vendor/own")).toMatch(/no spaces/);
});
