import type { Snapshot } from "#shared/contract.ts";
import type { Batch } from "#shared/envelope.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, runIdOf } from "#shared/run.ts";
import { callOver, valueFrom } from "./calls.ts";
import type { Connection } from "./wires.ts";

export type WindowModel = {
  readonly runs: ReadonlyMap<string, Run>;
  seq(): number;
  drop(): Promise<void>;
};

/** A window as it should be written: listen first, then take a snapshot, then apply what is newer. */
export async function openWindowModel(connection: Connection): Promise<WindowModel> {
  const early: Batch[] = [];
  const runs = new Map<string, Run>();
  let seq: number | null = null;

  const apply = (batch: Batch) => {
    if (seq === null) {
      early.push(batch);
      return;
    }
    if (batch.seq <= seq) return;
    if (batch.seq !== seq + 1) throw new Error(`After batch ${seq} came ${batch.seq}.`);
    seq = batch.seq;
    for (const event of batch.events) {
      if (event.topic !== "run") continue;
      const runId = runIdOf(event.event);
      const run = reduceRun(runs.get(runId), event.event);
      if (run !== undefined) runs.set(runId, run);
    }
  };

  connection.onBatch(apply);
  const snapshot: Snapshot = await valueFrom(callOver(connection.request)("app.snapshot", {}));
  for (const run of snapshot.comparisons.flatMap((state) => state.runs)) runs.set(run.id, run);
  seq = snapshot.seq;
  for (const batch of early) apply(batch);
  return { runs, seq: () => seq ?? 0, drop: connection.drop };
}
