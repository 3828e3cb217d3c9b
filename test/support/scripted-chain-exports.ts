import { type ChainExport, type ChainFormat, chainFormats, type ExportLoss } from "#shared/chain-export.ts";

const litellm = `# Exported from the Understudy chain "smart", 22 Nov 2026
model_list:
  - model_name: smart
    litellm_params:
      model: openrouter/anthropic/claude-sonnet-4.5
      api_key: os.environ/OPENROUTER_API_KEY
      max_tokens: 1024
      temperature: 0.2
  - model_name: smart-2
    litellm_params:
      model: anthropic/claude-sonnet-4-5
      api_key: os.environ/ANTHROPIC_API_KEY
      max_tokens: 1024
      temperature: 0.2
  - model_name: smart-3
    litellm_params:
      model: openai/gpt-4o
      api_key: os.environ/OPENAI_API_KEY
      max_tokens: 1024
      temperature: 0.2

litellm_settings:
  num_retries: 1
  request_timeout: 20
  cooldown_time: 30
  fallbacks: [{ "smart": ["smart-2", "smart-3"] }]
`;

const cut: ExportLoss = {
  what: "cut stream: start over",
  why: "LiteLLM config has no field for “cut stream: start over”, so it is left out.",
  chainName: "smart",
  linkIndex: null,
};

const curl = `#!/usr/bin/env bash
# The first link of "smart".
curl -sS https://openrouter.ai/api/v1/chat/completions \\
  -H "Authorization: Bearer $OPENROUTER_API_KEY" \\
  -d '{"model": "anthropic/claude-sonnet-4.5", "max_tokens": 1024}'
`;

const openrouterLosses: readonly ExportLoss[] = [
  { ...cut, why: "OpenRouter starts over by itself only before the first token." },
  {
    what: "no first token in 20 s",
    why: "A request to OpenRouter has no limit for the first token.",
    chainName: "smart",
    linkIndex: 0,
  },
  {
    what: "no first token in 20 s",
    why: "A request to OpenRouter has no limit for the first token.",
    chainName: "smart",
    linkIndex: 1,
  },
  {
    what: "provider of link 2",
    why: "OpenRouter reaches Anthropic by its own account, not by your key.",
    chainName: "smart",
    linkIndex: 1,
  },
];

const common = {
  losses: [],
  variables: ["OPENROUTER_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY"],
  check: { kind: "none", by: "LiteLLM's own parser is not on npm or in Debian; the file is read back as YAML." },
} as const;

const file = (fileName: string, text: string) => ({ fileName, mimeType: "text/plain", text });
const json = `${JSON.stringify({ strategy: { mode: "fallback", on_status_codes: [429, 500] }, targets: [] }, null, 2)}\n`;

/** What a host would make of the scripted chain “smart”; LiteLLM's is that of the mockup. */
const chainExports: Readonly<Record<ChainFormat, ChainExport>> = {
  python: {
    ...common,
    format: "python",
    language: "python",
    file: file("smart.py", 'import httpx\n\nNAME = "smart"\n'),
  },
  typescript: {
    ...common,
    format: "typescript",
    language: "typescript",
    file: file("smart.ts", 'import { streamText } from "ai";\n'),
  },
  "typescript-fetch": {
    ...common,
    format: "typescript-fetch",
    language: "typescript",
    file: file("smart-fetch.ts", "const firstTokenMs = 20_000;\n"),
  },
  litellm: { ...common, format: "litellm", language: "yaml", losses: [cut], file: file("litellm.yaml", litellm) },
  portkey: { ...common, format: "portkey", language: "json", file: file("portkey.json", json) },
  openrouter: {
    ...common,
    format: "openrouter",
    language: "json",
    losses: openrouterLosses,
    file: file("openrouter.json", json),
  },
  curl: { ...common, format: "curl", language: "bash", file: file("smart.sh", curl) },
  json: { ...common, format: "json", language: "json", variables: [], file: file("smart.json", json) },
};

/** The answer to `export.chains`. */
export function chainExportOf(input: unknown): ChainExport {
  const asked = typeof input === "object" && input !== null && "format" in input ? input.format : null;
  return chainExports[chainFormats.find((format) => format === asked) ?? "json"];
}
