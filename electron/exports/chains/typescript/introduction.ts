import type { ChainFacts } from "#electron/exports/chains/chain-facts.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";
import { quoted } from "#electron/exports/chains/code/quoted.ts";

/** The comment at the top: where the file is from, what it needs, how it is used. */
export function introduction(facts: ChainFacts, needs: readonly string[]): string {
  const names = chainNames(facts).map(quoted);
  const variables = facts.providers.map(({ keyVariable }) => keyVariable);
  const lines = [
    `Exported from Understudy on ${new Date(facts.exportedAtMs).toISOString().slice(0, 10)}; prices are those of that day.`,
    `Chains: ${names.join(", ")}.`,
    "",
    `Needs ${needs.join(", ")}. Keys come from the environment:`,
    `  ${variables.join(", ")}`,
    "",
    `  for await (const event of stream(${names[0] ?? ""}, [{ role: "user", content: "Why is the sky blue?" }])) {`,
    '    if (event.type === "text") process.stdout.write(event.text);',
    "  }",
  ];
  return lines.map((line) => `//${line === "" ? "" : ` ${line}`}\n`).join("");
}
