import type { ProviderKind } from "#shared/model.ts";
import type { Fault } from "./faults/fault.ts";

/**
 * Faults on demand: a marker `[[<fault> <provider> <number?>]]` anywhere in the prompt makes that demo provider fail
 * in that way, so that fallbacks can be seen without waiting for a real outage. The provider is `openrouter`,
 * `openai`, `anthropic`, `google` or `all`. A prompt may hold several markers; for each provider its first one counts.
 * Markers are cut out of the prompt before it is answered. Only the last user message is looked at.
 */
export type FaultName = "fail" | "cut" | "stall" | "slow" | "error" | "malformed" | "empty" | "drop";

/** A fault as the user may write it. */
export type DemoFaultInfo = {
  readonly name: FaultName;
  readonly example: string;
  /** What happens, in words; `N` is the number. */
  readonly meaning: string;
  readonly defaultAmount: number;
  readonly minAmount: number;
  readonly maxAmount: number;
};

export const demoFaults: readonly DemoFaultInfo[] = [
  {
    name: "fail",
    example: "[[fail openrouter 429]]",
    meaning: "answers with HTTP status N; 429, 503 and 529 ask to wait 7 seconds",
    defaultAmount: 500,
    minAmount: 400,
    maxAmount: 599,
  },
  {
    name: "cut",
    example: "[[cut anthropic 20]]",
    meaning: "breaks the connection after N events, at the latest before the answer's last one",
    defaultAmount: 10,
    minAmount: 1,
    maxAmount: 100_000,
  },
  {
    name: "stall",
    example: "[[stall openai 15]]",
    meaning: "goes silent for N seconds after 5 events, then goes on",
    defaultAmount: 10,
    minAmount: 1,
    maxAmount: 120,
  },
  {
    name: "slow",
    example: "[[slow google 20]]",
    meaning: "sends its headers, then nothing for N seconds before the first token",
    defaultAmount: 10,
    minAmount: 1,
    maxAmount: 120,
  },
  {
    name: "error",
    example: "[[error openrouter 8]]",
    meaning: "reports an overload inside the stream after N events and ends it",
    defaultAmount: 8,
    minAmount: 0,
    maxAmount: 100_000,
  },
  {
    name: "malformed",
    example: "[[malformed openai 3]]",
    meaning: "sends one event that is no valid JSON after N events, then goes on",
    defaultAmount: 3,
    minAmount: 0,
    maxAmount: 100_000,
  },
  {
    name: "empty",
    example: "[[empty google]]",
    meaning: "finishes without a word",
    defaultAmount: 0,
    minAmount: 0,
    maxAmount: 0,
  },
  {
    name: "drop",
    example: "[[drop anthropic]]",
    meaning: "closes the connection before any header",
    defaultAmount: 0,
    minAmount: 0,
    maxAmount: 0,
  },
];

export type DemoFault = { readonly name: FaultName; readonly amount: number };

const marker = /\[\[\s*([a-z]+)\s+([a-z]+)(?:\s+(\d{1,6}))?\s*\]\]/gi;

/** The fault that the prompt asks of this provider, or null. Numbers out of range are moved to its nearest end. */
export function faultFor(kind: ProviderKind, prompt: string): DemoFault | null {
  // A server for OpenAI-compatible endpoints cannot be told from OpenAI's on the wire.
  const provider = kind === "openai-compatible" ? "openai" : kind;
  for (const [, name, wanted, amount] of prompt.matchAll(marker)) {
    const info = demoFaults.find((entry) => entry.name === name?.toLowerCase());
    const target = wanted?.toLowerCase();
    if (info !== undefined && (target === provider || target === "all")) {
      const number = amount === undefined ? info.defaultAmount : Number(amount);
      return { name: info.name, amount: Math.min(Math.max(number, info.minAmount), info.maxAmount) };
    }
  }
  return null;
}

const stallAfterEvents = 5;

/** The marker's fault as the injector knows it. */
export function wireFaultOf({ name, amount }: DemoFault): Fault {
  switch (name) {
    case "fail":
      return { kind: "status", status: amount };
    case "drop":
      return { kind: "close" };
    case "cut":
      return { kind: "cut", after: amount, how: "close" };
    case "stall":
      return { kind: "stall", after: stallAfterEvents, ms: amount * 1000 };
    case "slow":
      return { kind: "late", ms: amount * 1000 };
    case "error":
    case "malformed":
      return { kind: name, after: amount };
    case "empty":
      return { kind: "empty" };
  }
}

/** The prompt as the model reads it. Text in double brackets that names no fault stays. */
export function withoutFaults(prompt: string): string {
  return prompt
    .replace(marker, (whole, name: string) =>
      demoFaults.some((entry) => entry.name === name.toLowerCase()) ? "" : whole,
    )
    .trim();
}
