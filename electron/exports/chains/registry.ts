import type { ChainExport, ChainFormat, ExportLoss } from "#shared/chain-export.ts";
import type { ChainFacts, WriteChains } from "./chain-facts.ts";
import { writeCurl } from "./curl.ts";
import { writeJson } from "./json.ts";
import { writeLiteLlm } from "./litellm.ts";
import { writeOpenRouter } from "./openrouter.ts";
import { writePortkey } from "./portkey.ts";
import { writePython } from "./python/python.ts";
import { writeTypeScript } from "./typescript/typescript.ts";
import { writeTypeScriptFetch } from "./typescript/typescript-fetch.ts";

/** Who writes which form. */
export const chainWriters: Readonly<Record<ChainFormat, WriteChains>> = {
  litellm: writeLiteLlm,
  portkey: writePortkey,
  openrouter: writeOpenRouter,
  curl: writeCurl,
  json: writeJson,
  python: writePython,
  typescript: writeTypeScript,
  "typescript-fetch": writeTypeScriptFetch,
};

const mimeTypes: Readonly<Record<ChainExport["language"], string>> = {
  python: "text/x-python",
  typescript: "text/plain",
  yaml: "application/yaml",
  json: "application/json",
  bash: "text/x-shellscript",
};

/** `lost`: what is lost in every form but our own, such as a link whose provider is gone. */
export function chainFile(facts: ChainFacts, format: ChainFormat, lost: readonly ExportLoss[]): ChainExport {
  const { text, fileName, losses, ...draft } = chainWriters[format](facts);
  const file = { fileName, mimeType: mimeTypes[draft.language], text };
  return { ...draft, format, file, losses: format === "json" ? losses : [...lost, ...losses] };
}
