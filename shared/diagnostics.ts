import type { ErrorFacts } from "./error-facts.ts";

/**
 * What a bug report needs, as Markdown: versions, the platform, the keychain's state, counts, settings and the last
 * lines of the log. It holds no prompt, no answer, no key, no address, and no name that the user gave to anything.
 */
export type DiagnosticsReport = { readonly text: string };

/** What went wrong in a window. */
export type WindowTrouble =
  /** Nobody caught it · a promise that nobody waited for · a view or an answer could not be drawn. */
  | { readonly kind: "error" | "rejection" | "drawing"; readonly error: ErrorFacts }
  /** The content security policy kept something from happening: by which directive, and what kind of address it was. */
  | { readonly kind: "policy"; readonly directive: string; readonly blocked: string };

/** The methods of log and diagnostics: a part of the contract. */
export type DiagnosticsContract = {
  /** `browser`: what draws the window, as in `Chromium 156`, where the host cannot know it. */
  "diagnostics.report": { input: { browser?: string }; output: DiagnosticsReport };
  /** Writes into the local log what went wrong in a window. */
  "log.report": { input: WindowTrouble; output: null };
  /** Shows the folder of the log in the system's file manager; where `Capabilities.opensFolders`. */
  "log.open": { input: Record<string, never>; output: null };
};
