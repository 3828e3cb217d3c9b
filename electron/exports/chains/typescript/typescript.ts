import {
  type Draft,
  keyVariables,
  type OneChainFacts,
  placeOf,
  type WriteChains,
} from "#electron/exports/chains/chain-facts.ts";
import { linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import { connectLoss, programLosses } from "#electron/exports/chains/code/losses.ts";
import { programName } from "#electron/exports/chains/code/names.ts";
import { type Difference, differences } from "#electron/exports/chains/engine-losses.ts";
import type { ExportLoss } from "#shared/chain-export.ts";
import { assemble } from "./assemble.ts";
import { chainsInTypeScript, type OwnFields, textOf } from "./chains.ts";
import { introduction } from "./introduction.ts";
import { block, field } from "./literals.ts";
import environment from "./parts/ai-environment.ts?raw";
import key from "./parts/ai-key.ts?raw";
import aiPieces from "./parts/ai-pieces.ts?raw";
import aiWire from "./parts/ai-wire.ts?raw";
import attempt from "./parts/attempt.ts?raw";
import failures from "./parts/failures.ts?raw";
import json from "./parts/json.ts?raw";
import limits from "./parts/limits.ts?raw";
import manager from "./parts/manager.ts?raw";
import reading from "./parts/reading.ts?raw";
import watchdog from "./parts/watchdog.ts?raw";
import words from "./parts/words.ts?raw";
import { importsOf, modelEntry, packagesOf, providerOptions } from "./provider-libraries.ts";

/** A program for TypeScript on the AI SDK: its libraries speak with the providers, and the chain is around them. */
export const writeTypeScript: WriteChains = (facts): Draft => {
  const { providers, chains } = facts;
  const links = chains.flatMap((one) => one.links);
  const needs = ["Node.js 20.3 or newer", "the AI SDK 7", ...packagesOf(providers)];
  const imports = [
    'import { setTimeout as sleep } from "node:timers/promises";',
    ...importsOf(providers),
    'import { APICallError, type FinishReason, JSONParseError, type LanguageModel, StreamProviderError, streamText, TypeValidationError } from "ai";',
  ];
  const entries = providers.flatMap((provider) => modelEntry(provider, links));
  const type = "ReadonlyMap<string, (modelId: string) => LanguageModel>";
  const models = block(`const models: ${type} = new Map<string, (modelId: string) => LanguageModel>([`, entries, "]);");
  const data = [words, aiWire, textOf(models), chainsInTypeScript(facts, ownFields)];
  const keys = providers.every(({ keyOptional }) => keyOptional) ? [] : [key];
  const code = [failures, json, limits, reading, watchdog, attempt, environment, ...keys, aiPieces, manager];
  return {
    text: `${introduction(facts, needs)}${textOf(imports)}\n${assemble([...data, ...code])}`,
    language: "typescript",
    fileName: `${programName(facts)}.ts`,
    losses: [
      ...programLosses(facts, connectLoss("A program on the AI SDK")),
      ...chains.flatMap(fieldLosses),
      ...differences(facts, { ofAll: [openStreams] }),
    ],
    variables: keyVariables(facts),
    check: {
      kind: "run",
      by: "tsc checks it, and Node.js runs it with the AI SDK 7 against servers of ours: it answers, and falls through on a 429 and on a cut.",
    },
  };
};

const openStreams: Difference = {
  what: "answers whose stream stays open",
  why: (what) => `The AI SDK tells that an answer is whole when its stream ends, so “${what}” are taken for cut ones.`,
};

const ownFields: OwnFields = ({ provider }, settings) => {
  const { options } = providerOptions(provider.kind, settings);
  return options === null ? [] : field("providerOptions", options);
};

/** Fields of a request that the library has no words for. */
function fieldLosses(one: OneChainFacts): ExportLoss[] {
  return one.links.flatMap((link) => {
    const { left } = providerOptions(link.provider.kind, linkSettings(link));
    return left.map((name) => {
      const what = `the field ${name} of its requests`;
      return { ...placeOf(one, link), what, why: `The provider’s library does not send it, so “${what}” is left out.` };
    });
  });
}
