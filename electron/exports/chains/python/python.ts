import { type ChainFacts, type Draft, keyVariables, type WriteChains } from "#electron/exports/chains/chain-facts.ts";
import { linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import { programLosses } from "#electron/exports/chains/code/losses.ts";
import { chainNames, programName } from "#electron/exports/chains/code/names.ts";
import { quoted } from "#electron/exports/chains/code/quoted.ts";
import type { Dialect } from "#shared/model.ts";
import { chainsInPython } from "./chains.ts";
import anthropicMessages from "./parts/anthropic_messages.py?raw";
import failures from "./parts/failures.py?raw";
import googleGenerate from "./parts/google_generate.py?raw";
import head from "./parts/head.py?raw";
import main from "./parts/main.py?raw";
import manager from "./parts/manager.py?raw";
import openAiChat from "./parts/openai_chat.py?raw";
import openAiResponses from "./parts/openai_responses.py?raw";
import runtime from "./parts/runtime.py?raw";
import stream from "./parts/stream.py?raw";
import words from "./parts/words.py?raw";

const dialects: Readonly<Record<Dialect, { readonly name: string; readonly code: string }>> = {
  "openai-chat": { name: "OpenAiChat", code: openAiChat },
  "openai-responses": { name: "OpenAiResponses", code: openAiResponses },
  "anthropic-messages": { name: "AnthropicMessages", code: anthropicMessages },
  "google-generate": { name: "GoogleGenerate", code: googleGenerate },
};

/** A program for Python and httpx, in the shape of the first ModelManager. Only the dialects that are asked are in it. */
export const writePython: WriteChains = (facts): Draft => {
  const asked = facts.chains.flatMap(({ links }) => links.map((link) => linkSettings(link).dialect));
  const used = [...new Set(asked)].map((dialect) => ({ dialect, ...dialects[dialect] }));
  const readers = `DIALECTS: Dict[str, Dialect] = {\n${used.map(({ dialect, name }) => `    "${dialect}": ${name}(),\n`).join("")}}\n\n\n`;
  const imports = asked.includes("google-generate")
    ? head.replace("\nimport httpx\n", "from urllib.parse import quote\n\nimport httpx\n")
    : head;
  const code = [runtime, failures, ...used.map((one) => one.code), readers, stream, manager, main];
  return {
    text: [introduction(facts), imports, words, ...chainsInPython(facts), ...code].join(""),
    language: "python",
    fileName: `${programName(facts)}.py`,
    losses: programLosses(facts),
    variables: keyVariables(facts),
    check: {
      kind: "run",
      by: "Python runs it with httpx against servers of ours: it answers, and falls through on a 429 and on a cut.",
    },
  };
};

function introduction(facts: ChainFacts): string {
  const names = chainNames(facts).map(quoted);
  const variables = facts.providers.map(({ keyVariable }) => keyVariable);
  return `# Exported from Understudy on ${new Date(facts.exportedAtMs).toISOString().slice(0, 10)}; prices are those of that day.
# Chains: ${names.join(", ")}.
#
# Needs Python 3.9 or newer and httpx. Keys come from the environment:
#   ${variables.join(", ")}
# Try it:  python ${programName(facts)}.py "name of the chain" "Why is the sky blue?"
`;
}
