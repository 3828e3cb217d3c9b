import type { ChainFacts } from "./chain-facts.ts";
import { quoted } from "./code/quoted.ts";

/** `Exported from the Understudy chain "smart", 22 Nov 2026`, for a line of a comment: nothing in a name ends it. */
export function headWords({ chains, exportedAtMs }: Pick<ChainFacts, "chains" | "exportedAtMs">): string {
  const names = chains.map(({ chain }) => quoted(chain.name));
  const date = new Date(exportedAtMs).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  return `Exported from the Understudy ${names.length === 1 ? "chain" : "chains"} ${names.join(", ")}, ${date}`;
}
