import type { ChainExport, ChainFormat, ExportCheck, ExportLoss } from "#shared/chain-export.ts";
import { formatCount, formatCountWord } from "#shared/format.ts";

export const chainFormatNames: Readonly<Record<ChainFormat, string>> = {
  python: "Python",
  typescript: "TypeScript, AI SDK",
  "typescript-fetch": "TypeScript, fetch",
  litellm: "LiteLLM YAML",
  portkey: "Portkey JSON",
  openrouter: "OpenRouter request",
  curl: "cURL",
  json: "Understudy JSON",
};

/** The same loss of one or more links or chains. */
export type LossLine = {
  readonly what: string;
  readonly why: string;
  /** `links 1 and 3`, `smart, link 2`; empty where it is the whole of the only chain. */
  readonly where: string;
};

/** What a target has no words for, each thing once, with every place that it is lost at. */
export function lossLines({ losses }: Pick<ChainExport, "losses">): readonly LossLine[] {
  const isOne = new Set(losses.map((loss) => loss.chainName)).size === 1;
  const same = Map.groupBy(losses, ({ what, why }) => JSON.stringify([what, why]));
  return [...same.values()].flatMap((places) => {
    const [first] = places;
    return first === undefined ? [] : { what: first.what, why: first.why, where: whereWords(places, isOne) };
  });
}

function whereWords(places: readonly ExportLoss[], isOne: boolean): string {
  const byChain = [...Map.groupBy(places, (place) => place.chainName)];
  const words = byChain.map(([name, own]) => [isOne ? "" : name, linkWords(own)].filter(Boolean).join(", "));
  return words.filter(Boolean).join("; ");
}

/** Empty where it is of the whole chain. */
function linkWords(places: readonly ExportLoss[]): string {
  const numbers = places.flatMap(({ linkIndex }) => (linkIndex === null ? [] : linkIndex + 1));
  if (numbers.length === 0) return "";
  return numbers.length === 1 ? `link ${numbers[0]}` : `links ${listWords(numbers.map(formatCount))}`;
}

/** `1, 2 and 3` */
function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `One rule is not exported.` */
export function lossTitle(count: number): string {
  const number = formatCountWord(count);
  return count === 1
    ? "One rule is not exported."
    : `${number.charAt(0).toUpperCase()}${number.slice(1)} rules are not exported.`;
}

/** Forms that cannot read the environment themselves; the note of such a file says who does. */
const needingHelp: ReadonlySet<ChainFormat> = new Set(["portkey", "openrouter"]);

export function keyWords({ variables, format }: Pick<ChainExport, "variables" | "format">): string {
  if (variables.length === 0) return "No key is written, and the file needs none.";
  const count = `${formatCountWord(variables.length)} environment variable${variables.length === 1 ? "" : "s"}`;
  if (needingHelp.has(format)) return `No key is written. It comes from ${count}, as said below.`;
  return `No key is written. The file reads ${count}.`;
}

/** How files of this form are checked. */
export function checkWords({ kind, by }: ExportCheck): string {
  return kind === "none" ? `Not checked by the target. ${by}` : `Checked: ${by}`;
}
