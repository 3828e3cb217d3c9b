import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { ServerId } from "#shared/server-presets.ts";
import { providerAt } from "./servers.ts";

const read = (server: ServerId, body: unknown) =>
  openAiChat.readAccount?.(providerAt(server), typeof body === "string" ? body : JSON.stringify(body));
const balance = (currency: string, total: unknown) => ({ currency, total_balance: total, granted_balance: "0.00" });

describe("the balance at DeepSeek", () => {
  it("is what is left to spend, in dollars", () => {
    const body = { is_available: true, balance_infos: [balance("CNY", "7.00"), balance("USD", "12.50")] };
    expect(read("deepseek", body)).toEqual({ limitUsd: null, leftUsd: 12.5, freeRequests: null });
    expect(read("deepseek", { balance_infos: [balance("USD", "-0.02")] })).toMatchObject({ leftUsd: 0 });
  });

  it.each([
    "",
    "[]",
    { balance_infos: [balance("CNY", "7.00")] },
    { balance_infos: [balance("USD", "much")] },
    { balance_infos: [balance("USD", "")] },
    { balance_infos: [balance("USD", null)] },
  ])("is not known from %j", (body) => {
    expect(read("deepseek", body)).toBe(null);
  });

  it("is nobody else's", () => {
    expect(read("groq", { balance_infos: [balance("USD", "12.50")] })).toBe(null);
  });
});
