import {
  type ChainFacts,
  type Draft,
  keyVariables,
  type LinkFacts,
  type ProviderFacts,
  type WriteChains,
} from "#electron/exports/chains/chain-facts.ts";
import { linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import { connectLoss, programLosses } from "#electron/exports/chains/code/losses.ts";
import { programName } from "#electron/exports/chains/code/names.ts";
import { titleHeader } from "#electron/exports/chains/code/provider-headers.ts";
import type { Dialect } from "#shared/model.ts";
import { assemble } from "./assemble.ts";
import { chainsInTypeScript, type OwnFields, textOf } from "./chains.ts";
import { introduction } from "./introduction.ts";
import { block, entry, field } from "./literals.ts";
import anthropicMessages from "./parts/anthropic-messages.ts?raw";
import attempt from "./parts/attempt.ts?raw";
import failures from "./parts/failures.ts?raw";
import fetchPieces from "./parts/fetch-pieces.ts?raw";
import fetchWire from "./parts/fetch-wire.ts?raw";
import googleGenerate from "./parts/google-generate.ts?raw";
import json from "./parts/json.ts?raw";
import limits from "./parts/limits.ts?raw";
import manager from "./parts/manager.ts?raw";
import openAiChat from "./parts/openai-chat.ts?raw";
import openAiResponses from "./parts/openai-responses.ts?raw";
import reading from "./parts/reading.ts?raw";
import speaker from "./parts/speaker.ts?raw";
import temperature from "./parts/temperature.ts?raw";
import turns from "./parts/turns.ts?raw";
import watchdog from "./parts/watchdog.ts?raw";
import words from "./parts/words.ts?raw";

const speakers: Readonly<Record<Dialect, { readonly name: string; readonly code: string }>> = {
  "openai-chat": { name: "openAiChat", code: openAiChat },
  "openai-responses": { name: "openAiResponses", code: openAiResponses },
  "anthropic-messages": { name: "anthropicMessages", code: anthropicMessages },
  "google-generate": { name: "googleGenerate", code: googleGenerate },
};

/** A program for TypeScript that needs no library. Only the dialects that its links speak are in it. */
export const writeTypeScriptFetch: WriteChains = (facts): Draft => {
  const links = facts.chains.flatMap((one) => one.links);
  const used = [...new Set(links.map((link) => linkSettings(link).dialect))];
  const table = used.map((dialect) => `"${dialect}": ${speakers[dialect].name},`);
  const dialects = block("const dialects: Readonly<Record<Dialect, Speaker>> = {", table, "};");
  const splits = used.some((dialect) => dialect === "anthropic-messages" || dialect === "google-generate");
  // Models of the Responses API think, and take no temperature.
  const isAsked = used.some((dialect) => dialect !== "openai-responses");
  const parts = [
    ...[words, `type Dialect = ${used.map((dialect) => `"${dialect}"`).join(" | ")};\n`, fetchWire],
    ...[providersOf(facts, links), chainsInTypeScript(facts, ownFields(links))],
    ...[failures, json, limits, reading, watchdog, attempt, speaker, splits ? turns : "", isAsked ? temperature : ""],
    ...used.map((dialect) => speakers[dialect].code),
    ...[textOf(dialects), fetchPieces, manager],
  ];
  return {
    text: `${introduction(facts, ["Node.js 20.3 or newer, and no library"])}import { setTimeout as sleep } from "node:timers/promises";\n\n${assemble(parts.filter((part) => part !== ""))}`,
    language: "typescript",
    fileName: `${programName(facts)}.ts`,
    losses: programLosses(facts, connectLoss("A program on fetch")),
    variables: keyVariables(facts),
    check: {
      kind: "run",
      by: "tsc checks it, and Node.js runs it against servers of ours: it answers, and falls through on a 429 and on a cut.",
    },
  };
};

function providersOf(facts: ChainFacts, links: readonly LinkFacts[]): string {
  const entries = facts.providers.flatMap((provider) => {
    const own = links.filter((link) => link.provider.id === provider.id).map(linkSettings);
    return entry(provider.id, block("{", providerFields(provider, own), "},"));
  });
  return textOf(block("const providers: ReadonlyMap<string, Provider> = new Map<string, Provider>([", entries, "]);"));
}

function providerFields(provider: ProviderFacts, own: readonly ReturnType<typeof linkSettings>[]): string[] {
  const { name, baseUrl, addressVariable, keyVariable, keyOptional, kind } = provider;
  const chat = own.filter(({ dialect }) => dialect === "openai-chat");
  return [
    ...field("name", name),
    ...field("dialect", own[0]?.dialect),
    ...field("baseUrl", baseUrl),
    ...field("baseUrlVariable", addressVariable),
    ...field("keyVariable", keyVariable),
    ...field("keyOptional", keyOptional, false),
    ...(kind === "openrouter" ? field("headers", titleHeader) : []),
    ...field(
      "streamUsage",
      chat.every((one) => one.asksForUsage),
      true,
    ),
  ];
}

function ownFields(links: readonly LinkFacts[]): OwnFields {
  return ({ provider }, { dialect, maxTokensField, extra }) => {
    const first = links.find((one) => one.provider.id === provider.id);
    return [
      // OpenAI is asked in two ways: models that think have an API of their own.
      ...field("dialect", dialect, first === undefined ? undefined : linkSettings(first).dialect),
      ...field("maxTokensField", maxTokensField, "max_completion_tokens"),
      ...(Object.keys(extra).length > 0 ? field("extra", extra) : []),
    ];
  };
}
