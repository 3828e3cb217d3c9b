import { faultsOfRun } from "./judge-run.ts";
import type { Stage } from "./stage.ts";

export type PastLife = { readonly number: number; readonly diedAtMs: number };

/**
 * What a life left, read in the next one: everything that was acknowledged is there, every run is over, what was shown
 * as ended for a moment ended so.
 */
export async function judgePastLife(
  { ledger, catalog, window }: Pick<Stage, "ledger" | "catalog" | "window">,
  { number, diedAtMs }: PastLife,
): Promise<void> {
  for (const asked of [...ledger.asked.values()].filter(({ life }) => life === number)) {
    const answer = await window.call("history.get", { comparisonId: asked.comparisonId });
    if (!answer.ok) {
      const isFree = !asked.isAcknowledged && answer.failure.code === "not-found";
      if (!isFree) ledger.findings.push(`${asked.comparisonId} is lost: ${answer.failure.message}`);
      continue;
    }
    const runs = new Map(answer.value.runs.map((run) => [run.id, run]));
    const question = { question: asked.question, linkOf: catalog.linkOf, wasStopped: true, wasKilled: true };
    for (const run of runs.values()) ledger.findings.push(...faultsOfRun(run, question));
    for (const runId of asked.runIds ?? []) {
      const shown = ledger.mustBeKept(runId, diedAtMs);
      const kept = runs.get(runId)?.status ?? "lost";
      if (shown !== null && kept !== shown) ledger.findings.push(`Run ${runId} was ${shown} and is ${kept}.`);
      if (kept === "interrupted") ledger.tally("runs that a kill interrupted");
      if (shown !== null) ledger.tally("runs that a kill had to leave");
    }
  }
}
