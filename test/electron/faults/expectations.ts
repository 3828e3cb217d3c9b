import type { Fault } from "#electron/demo/faults/fault.ts";
import type { Expected, Variant } from "./play-fault.ts";

/** What comes of many faults alike. */

export const fine: Expected = { outcome: "primary", failure: null, tries: 1, limit: "untouched" };

/** Our side of it: nothing is tried again with a server that speaks like this, and nothing cools. */
export function refused(reason: "not-json" | "too-large"): Expected {
  return { outcome: "fallback", failure: { class: "SERVER", reason }, tries: 1, limit: "untouched" };
}

/** Never taken for whole: the fallback answers, and the model rests. */
export const cut: Expected = {
  outcome: "fallback",
  failure: { class: "TIMEOUT", reason: "cut" },
  tries: 1,
  limit: { scope: "model", reason: "TIMEOUT", hard: false },
};

/** Every request to the primary gets this. */
export function always(name: string, fault: Fault, expects: Expected): Variant {
  return { name, setup: { scripts: { primary: [fault] } }, expects };
}
