import { call } from "#renderer/bridge/host.ts";
import type { WindowTrouble } from "#shared/diagnostics.ts";
import { errorFacts } from "#shared/error-facts.ts";

/** What goes wrong again and again is told no more than this often in a minute. */
const mostAMinute = 20;
const minuteMs = 60_000;

let toldAtMs: readonly number[] = [];

/** Into the local log: what kind of error it was and where, never its words. Nothing is told where the host is away. */
export function reportError(kind: "error" | "rejection" | "drawing", error: unknown): void {
  report({ kind, error: errorFacts(error) });
}

/** Hears what nobody in this window caught; called once by main.tsx. */
export function watchErrors(): void {
  window.addEventListener("error", ({ error, message }) => {
    // Some come with words alone, as the browser's own about a loop.
    const facts = errorFacts(error);
    const { cause } = errorFacts(new Error(message));
    report({ kind: "error", error: facts.name === "unknown" ? { ...facts, cause } : facts });
  });
  window.addEventListener("unhandledrejection", ({ reason }) => reportError("rejection", reason));
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    report({ kind: "policy", directive: plainWord(effectiveDirective), blocked: addressKind(blockedURI) });
  });
}

function report(trouble: WindowTrouble): void {
  const nowMs = performance.now();
  toldAtMs = toldAtMs.filter((atMs) => nowMs - atMs < minuteMs);
  if (toldAtMs.length >= mostAMinute) return;
  toldAtMs = [...toldAtMs, nowMs];
  void call("log.report", trouble);
}

/** `inline`, `eval`, or the scheme: the rest of an address may hold anything. */
function addressKind(address: string): string {
  return plainWord(URL.parse(address)?.protocol.replace(":", "") ?? address);
}

function plainWord(text: string): string {
  return /^[a-z-]{1,20}$/.test(text) ? text : "other";
}
