import { type Efforts, lowToHigh } from "#electron/providers/efforts.ts";

/** Request quirks of models as data, in the notation of `providers/capability-rules.ts`. */

/** The rules of a request to Google for the models of one kind. */
export type GoogleRule = {
  readonly pattern: RegExp;
  readonly systemInstruction: boolean;
  readonly maxOutputTokens: number | null;
  /** Levels by name, or a budget of tokens between two bounds that 0 may turn off; null: the model does not think. */
  readonly thinking: GoogleThinking | null;
  readonly jsonSchema: boolean;
  readonly source: string;
};

type GoogleThinking =
  | { readonly kind: "level"; readonly levels: Efforts }
  | {
      readonly kind: "budget";
      readonly leastTokens: number;
      readonly mostTokens: number;
      readonly canDisable: boolean;
    };

const geminiShape = { systemInstruction: true, maxOutputTokens: 65_536, jsonSchema: true } as const;
const threeLevels = { kind: "level", levels: lowToHigh } as const;
const minimalToHigh = { kind: "level", levels: ["minimal", "low", "medium", "high"] } as const;

export const googleRules: readonly GoogleRule[] = [
  {
    pattern: /^gemma/,
    systemInstruction: false,
    maxOutputTokens: null,
    thinking: null,
    jsonSchema: false,
    source: "§6 Gemma models: no systemInstruction, no JSON mode",
  },
  {
    ...geminiShape,
    pattern: /^gemini-4-hydrogen/,
    maxOutputTokens: null,
    thinking: { kind: "level", levels: ["low", "medium", "high", "xhigh"] },
    source: "§6 4-hydrogen adds XHIGH; 4 refuses a budget",
  },
  {
    ...geminiShape,
    pattern: /^gemini-4-argon/,
    maxOutputTokens: 32_768,
    thinking: threeLevels,
    source: "§12 gemini-4-argon; low, medium, high (Google's guide to Gemini 4 Argon)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-[4-9]/,
    maxOutputTokens: null,
    thinking: threeLevels,
    source: "§6 4 refuses a budget; the levels of argon [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3(?:\.0)?-pro/,
    thinking: { kind: "level", levels: ["low", "high"] },
    source: "§6 per-model subset; 3 Pro: low and high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3\.[1-9]-pro|^gemini-3\.[78]-flash/,
    thinking: threeLevels,
    source: "§6 per-model subset; 3.1 Pro, 3.7 and 3.8 Flash: low, medium, high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3(?:\.[0-6])?-flash/,
    thinking: minimalToHigh,
    source: "§6 per-model subset; 3, 3.5, 3.6 Flash and 3.5 Flash-Lite: minimal to high (Google's thinking page)",
  },
  {
    ...geminiShape,
    pattern: /^gemini-3/,
    thinking: threeLevels,
    source: "§6 3: thinkingLevel; the levels that most of 3 have [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-pro/,
    thinking: { kind: "budget", leastTokens: 128, mostTokens: 32_768, canDisable: false },
    source: "§6 2.5 pro: 128 to 32768, cannot be 0",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-flash-lite/,
    thinking: { kind: "budget", leastTokens: 512, mostTokens: 24_576, canDisable: true },
    source: "§6 2.5 flash: 0 to 24576; lite from 512 where it is not 0 [inferred]",
  },
  {
    ...geminiShape,
    pattern: /^gemini-2\.5-flash/,
    thinking: { kind: "budget", leastTokens: 1, mostTokens: 24_576, canDisable: true },
    source: "§6 2.5 flash: 0 to 24576",
  },
  { ...geminiShape, pattern: /^gemini-2\.5/, thinking: null, source: "§12 gemini-2.5" },
  { ...geminiShape, pattern: /^/, maxOutputTokens: null, thinking: null, source: "§6 body" },
];
