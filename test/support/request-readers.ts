import { z } from "zod";
import type { ChainFacts } from "#electron/exports/chains/chain-facts.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";
import { type IsIn, sentTemperature } from "./rule-readers.ts";

const request = z.strictObject({
  models: z.array(z.string()).min(1).max(3),
  provider: z.strictObject({ order: z.array(z.string()).optional(), allow_fallbacks: z.literal(true) }),
  max_tokens: z.number(),
  temperature: z.number().optional(),
  messages: z.unknown(),
  stream: z.literal(true),
});

/** Of failures of the account none is left to the next model. */
const ofAccount = ["AUTH", "BILLING", "QUOTA_DAY"];

export function readOpenRouter(text: string, facts: ChainFacts): IsIn {
  const file: unknown = JSON.parse(text);
  const names = chainNames(facts);
  const bodyOf = (at: number) => {
    const parsed = request.safeParse(file);
    return parsed.success
      ? parsed.data
      : request.safeParse(Object.entries(Object(file)).find(([name]) => name === names[at])?.[1]).data;
  };
  return ({ rule, link, chain }) => {
    const body = bodyOf(facts.chains.indexOf(chain));
    if (body === undefined) return false;
    switch (rule.kind) {
      case "max-tokens":
        return body.max_tokens === rule.value;
      case "temperature":
        return body.temperature === sentTemperature(link, rule.value);
      case "other-models":
        return rule.value.every((model) => body.models.includes(model));
      case "retries":
        return rule.value === 0;
      case "trigger":
        return ofAccount.includes(rule.name) || rule.name === "EMPTY" ? !rule.value : rule.value;
      case "mid-stream":
        return rule.value === "fail";
      case "price":
      case "drills":
      case "deadline":
        return false;
    }
  };
}

const curlWord: Readonly<Record<string, string>> = {
  RATE_LIMIT: "429",
  QUOTA_DAY: "429",
  BILLING: "402",
  AUTH: "401",
  MODEL_GONE: "404",
  SERVER: "5xx",
  NETWORK: "down",
  TIMEOUT: "slow",
  UNSUPPORTED: "415",
};

export function readCurl(text: string, facts: ChainFacts): IsIn {
  return (asked) => {
    const { rule, link, chain } = asked;
    const name = `chain_${facts.chains.indexOf(chain) + 1}_link_${(link?.index ?? 0) + 1}`;
    const code = text.split(`\n${name}() {\n`)[1]?.split("\n}")[0] ?? "";
    const [, retries, words = ""] = /^ {2}ask (\d) '([^']*)'/m.exec(code) ?? [];
    const seconds = (option: string) => Number(new RegExp(` --${option} ([\\d.]+)`).exec(code)?.[1]);
    const sent = / {4}--data-raw '(.*)' \\$/m.exec(code)?.[1]?.replaceAll(`'"$prompt"'`, '""').replaceAll(`'\\''`, "'");
    switch (rule.kind) {
      case "max-tokens":
        return new RegExp(
          `"(max_tokens|max_completion_tokens|max_output_tokens|maxOutputTokens)":${rule.value}[,}]`,
        ).test(sent ?? "");
      case "temperature":
        return sent?.includes(`"temperature":${sentTemperature(link, rule.value)}`) === true;
      case "other-models":
        return sent?.includes(JSON.stringify(rule.value).slice(1)) === true;
      case "retries":
        return Number(retries) === rule.value;
      case "deadline":
        if (rule.name === "connectMs") return seconds("connect-timeout") === rule.value / 1000;
        if (rule.name === "totalMs") return seconds("max-time") === rule.value / 1000;
        return false;
      case "trigger":
        return words.split(" ").includes(curlWord[rule.name] ?? "not told apart") === rule.value;
      case "mid-stream":
        return rule.value === "fail";
      case "price":
      case "drills":
        return false;
    }
  };
}
