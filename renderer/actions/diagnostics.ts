import { call } from "#renderer/bridge/host.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { DiagnosticsReport } from "#shared/diagnostics.ts";
import type { Answer } from "#shared/failure.ts";
import { problemOf } from "./answers.ts";
import { copyText } from "./copy.ts";

/** What a bug report needs, as Markdown: nothing of what was written, answered or named is in it. */
export function readDiagnostics(): Promise<Answer<DiagnosticsReport>> {
  const browser = browserWords(navigator.userAgent);
  return call("diagnostics.report", browser === null ? {} : { browser });
}

/** Puts them on the clipboard, and says so; false where that failed, which is said, too. */
export async function copyDiagnostics(): Promise<boolean> {
  const report = await readDiagnostics();
  if (report.ok) return await copyText(report.value.text, "Diagnostics");
  tell({ text: `Nothing was copied. ${report.failure.message}`, tone: "bad" });
  return false;
}

/** Gives what went wrong in words, or null. */
export async function openLogFolder(): Promise<string | null> {
  return problemOf(await call("log.open", {}));
}

/** In the order in which browsers name each other in their own names. */
const browsers: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["Edge", /\bEdg\/([\d.]{1,30})/],
  ["Firefox", /\bFirefox\/([\d.]{1,30})/],
  ["Chromium", /Chrome\/([\d.]{1,30})/],
  ["Safari", /\bVersion\/([\d.]{1,30}).*\bSafari\//],
];

/** As in `Chromium 156.0.0.0`; null for one that is not known. */
export function browserWords(userAgent: string): string | null {
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return null;
}
