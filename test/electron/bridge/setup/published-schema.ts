import { z } from "zod";
import { setupSchema } from "#electron/bridge/setup/setup-schema.ts";
import { longestName, mostLinks, mostOtherModels } from "#shared/check-chain.ts";
import { longestColumnSetName } from "#shared/check-column-set.ts";
import { mostColumns } from "#shared/repeat.ts";

type Facts = Readonly<Record<string, unknown>>;

/**
 * What the checks of fields say, for editors that complete and mark such a file: JSON Schema cannot hold a function.
 * By the name of the field, wherever it stands.
 */
const bounds: Readonly<Record<string, Facts>> = {
  temperature: { minimum: 0, maximum: 2 },
  topP: { minimum: 0, maximum: 1 },
  maxTokens: { type: "integer", minimum: 1, maximum: 1_000_000 },
  seed: { type: "integer" },
  costPer1kInput: { description: "USD per 1,000 tokens; null is the catalog's price, 0 is free.", minimum: 0 },
  costPer1kOutput: { description: "USD per 1,000 tokens; null is the catalog's price, 0 is free.", minimum: 0 },
  inputUsd: { description: "USD per million tokens.", minimum: 0 },
  outputUsd: { description: "USD per million tokens.", minimum: 0 },
  setAtMs: { description: "Epoch ms." },
  limitNanoUsd: { type: "integer", description: "Nano-USD: 1 USD is 1,000,000,000.", minimum: 1 },
  parallelRequests: { type: "integer", minimum: 1, maximum: 32 },
  links: { maxItems: mostLinks },
  models: { maxItems: mostOtherModels },
  columns: { maxItems: mostColumns },
  baseUrl: { type: "string", format: "uri", pattern: "^https?://" },
  url: { type: "string", format: "uri", pattern: "^https?://" },
};
const descriptions: Readonly<Record<string, string>> = {
  providers: "Servers that were added. Never a key: keys are typed in, and stay in the keychain.",
  chains: "What is tried, in order.",
  columnSets: "Columns of a comparison under a name.",
  ownPrices: "Prices that the user set for a model.",
  settings: "Nothing in it turns the demo or the gateway on or off.",
};

/** The JSON Schema of a file of chains and settings, as `electron/exports/setup.schema.json` publishes it. */
export function publishedSetupSchema(): unknown {
  return z.toJSONSchema(setupSchema, {
    io: "input",
    unrepresentable: "any",
    override({ jsonSchema, path }) {
      // It would tell editors that the user must not change it.
      Reflect.deleteProperty(jsonSchema, "readOnly");
      const name = String(path.at(-1) ?? "");
      const isField = path.at(-2) === "properties";
      if (path.length === 0) Object.assign(jsonSchema, { title: "Understudy: chains and settings" });
      if (!isField) return;
      if (Object.hasOwn(bounds, name)) Object.assign(jsonSchema, bounds[name]);
      if (name === "name") {
        const isSet = path.includes("columnSets");
        Object.assign(jsonSchema, { minLength: 1, maxLength: isSet ? longestColumnSetName : longestName });
      }
      if (path.length === 2 && Object.hasOwn(descriptions, name)) {
        Object.assign(jsonSchema, { description: descriptions[name] });
        // What is left out is empty; zod does not say so of lists whose entries are counted before they are read.
        if (jsonSchema.type === "array") Object.assign(jsonSchema, { default: [] });
      }
    },
  });
}
