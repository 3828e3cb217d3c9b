/**
 * What may be kept of an error. Its message is not: engines and libraries quote what they worked on, as in
 * `"hello wor"... is not valid JSON`, and that may be a prompt, an answer or a key.
 */
export type ErrorFacts = {
  /** As in `TypeError`; `Error` where it is none of that form, `unknown` where no error was thrown. */
  readonly name: string;
  /** The system's own, as in `ENOSPC`; null where there is none. */
  readonly code: string | null;
  /** One of the words below, where the message is one that is known; else null. */
  readonly cause: string | null;
  /** Where it happened, innermost first: `function@file.js:12:34`, without folders. */
  readonly frames: readonly string[];
};

const namePattern = /^(?:[A-Z][A-Za-z]{0,50})?(?:Error|Exception)$/;
const codePattern = /^(?:E[A-Z0-9]{2,15}|ERR_[A-Z0-9_]{2,60}|UND_ERR_[A-Z_]{2,40})$/;
const framePattern = /^(?:[A-Za-z0-9_$.<>#]{1,80}@)?[A-Za-z0-9_.-]{1,80}\.(?:tsx?|m?js|cjs):\d{1,7}:\d{1,7}$/;

/** How V8 writes a frame: `    at async name (file:///folder/file.js:1:2)`, or without a name. */
const namedFrame =
  /^ {4}at (?:async )?(?:new )?([A-Za-z0-9_$.<>#]{1,80}) (?:\[as [^\]]{1,80}\] )?\(([^()\s]{1,500})\)$/;
const bareFrame = /^ {4}at (?:async )?([^()\s]{1,500})$/;
const place = /([A-Za-z0-9_.-]{1,80}\.(?:tsx?|m?js|cjs):\d{1,7}:\d{1,7})$/;

const mostFrames = 8;

/** Messages of engines and React by their fixed words. What is kept is the word here, never a part of the message. */
const known: readonly (readonly [pattern: RegExp, cause: string])[] = [
  [/^Cannot read propert(?:y|ies) of (?:undefined|null)/, "property-of-nothing-read"],
  [/^Cannot set propert(?:y|ies) of (?:undefined|null)/, "property-of-nothing-set"],
  [/ is not a function$/, "not-a-function"],
  [/ is not defined$/, "not-defined"],
  [/ is not iterable/, "not-iterable"],
  [/^Maximum call stack size exceeded/, "stack-full"],
  [/^Invalid (?:array|string) length/, "too-long"],
  [/is not valid JSON|^Unexpected (?:token|end) .*JSON|in JSON at position/, "not-json"],
  [/^Minified React error #\d/, "react-error"],
  [/^Maximum update depth exceeded/, "react-update-depth"],
  [/^ResizeObserver loop/, "resize-loop"],
  [/dynamically imported module|^Importing a module script failed/, "part-not-loaded"],
  [/TrustedHTML|TrustedScript/, "trusted-types"],
  [/quota/i, "quota"],
  [/^(?:Failed to fetch|NetworkError|Load failed)/, "request-failed"],
  [/The operation was aborted|This operation was aborted/, "aborted"],
  [/out of memory/i, "no-memory"],
];

const causes: ReadonlySet<string> = new Set(known.map(([, cause]) => cause));

export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: "unknown", code: null, cause: null, frames: [] };
  const { name, message } = error;
  const code = "code" in error && typeof error.code === "string" && codePattern.test(error.code) ? error.code : null;
  return {
    name: namePattern.test(name) ? name : "Error",
    code,
    cause: known.find(([pattern]) => pattern.test(message))?.[1] ?? null,
    frames: framesOf(error),
  };
}

/** A message may hold lines that look like frames, so only what follows it is read, and nothing where it cannot be told. */
function framesOf({ stack, message }: Error): readonly string[] {
  if (stack === undefined) return [];
  const end = message === "" ? stack.indexOf("\n") : stack.indexOf(message) + message.length;
  if (end < 0 || (message !== "" && !stack.includes(message))) return [];
  const frames = stack.slice(end).split("\n").flatMap(frameOf);
  return frames.slice(0, mostFrames);
}

function frameOf(line: string): readonly string[] {
  const named = namedFrame.exec(line);
  const at = place.exec(named?.[2] ?? bareFrame.exec(line)?.[1] ?? "")?.[1];
  if (at === undefined) return [];
  return [named?.[1] === undefined ? at : `${named[1]}@${at}`];
}

/** Null where nothing but facts is in it: a window is asked to tell no more. */
export function checkErrorFacts({ name, code, cause, frames }: ErrorFacts): string | null {
  const isFact =
    (name === "unknown" || namePattern.test(name)) &&
    (code === null || codePattern.test(code)) &&
    (cause === null || causes.has(cause)) &&
    frames.length <= mostFrames &&
    frames.every((frame) => framePattern.test(frame));
  return isFact ? null : "An error is told by its name, its code and its places.";
}
