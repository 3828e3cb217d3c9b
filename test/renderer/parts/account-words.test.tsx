import { afterEach, describe, expect, it } from "vitest";
import { accountWords } from "#renderer/parts/account-words.ts";
import { KeyTestResult } from "#renderer/parts/key-test-result.tsx";
import type { ProviderAccount } from "#shared/provider-state.ts";
import { mount } from "#test/renderer/features/mount.ts";

const account: ProviderAccount = { limitUsd: 10, leftUsd: 7.5, freeRequests: { limit: 1000, remaining: 38 } };

let unmount: () => Promise<void> = async () => undefined;
afterEach(() => unmount());

describe("what is left of an account", () => {
  it("names the credit that is left of the limit, and the free requests of the day", () => {
    expect(accountWords(account)).toEqual([
      "$7.50 of $10.00 left to spend.",
      "38 of 1,000 requests to free models left today.",
    ]);
  });

  it("says so where there is no limit, and where nothing is left", () => {
    expect(accountWords({ limitUsd: null, leftUsd: null, freeRequests: null })).toEqual([
      "This key has no spending limit.",
    ]);
    expect(accountWords({ limitUsd: 10, leftUsd: 0, freeRequests: null })).toEqual(["$0 of $10.00 left to spend."]);
  });

  it("is silent where the provider does not say", () => expect(accountWords(undefined)).toEqual([]));

  it("stands in the result of a key test", async () => {
    const test = { atMs: 0, ok: true, status: 200, tookMs: 318, modelCount: null, message: "The key works.", account };
    unmount = await mount(<KeyTestResult test={test} />);
    const text = document.body.textContent.replaceAll("\u00a0", " ");
    expect(text).toContain("The key works. 200 in 318 ms.");
    expect(text).toContain("$7.50 of $10.00 left to spend. 38 of 1,000 requests to free models left today. Tested at");
  });
});
