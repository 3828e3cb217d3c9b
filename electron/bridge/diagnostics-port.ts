import type { WindowTrouble } from "#shared/diagnostics.ts";

/** The log and what is told of it, as the bridge sees them. */
export type DiagnosticsPort = {
  /** As Markdown. `browser` where the window told it. */
  report(browser: string | null): Promise<string>;
  /** Into the log. */
  note(trouble: WindowTrouble): void;
  /** Where the log's files are. */
  readonly folder: string;
};
