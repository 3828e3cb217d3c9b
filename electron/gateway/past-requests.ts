import type { ComparisonState } from "#shared/contract.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import type { Run } from "#shared/run.ts";
import { errorOfRun } from "./failure-error.ts";

/**
 * Requests of an earlier start as the list shows them, out of what is on record of them. Refused ones are not on
 * record, and of a streamed answer that broke off the record knows only that it did.
 */
export function pastRequests(states: readonly ComparisonState[]): GatewayRequest[] {
  return states.flatMap(({ comparison, runs }) => {
    const [run] = runs;
    if (run === undefined) return [];
    const { startedAtMs: atMs, client = "unknown" } = comparison;
    return [{ id: run.id, atMs, client, asked: askedOf(run), ...outcomeOf(run), run: withoutTexts(run) }];
  });
}

function askedOf({ target, title }: Run): string {
  return target.kind === "chain" ? `chain/${title}` : `${target.providerId}/${target.modelId}`;
}

function outcomeOf(run: Run): Pick<GatewayRequest, "httpStatus" | "clientLeft" | "message"> {
  if (run.status === "done") return { httpStatus: 200, clientLeft: false, message: null };
  if (run.status === "stopped") return { httpStatus: null, clientLeft: true, message: null };
  const { status, message } = errorOfRun(run, run.startedAtMs + (run.endMs ?? 0));
  return { httpStatus: status, clientLeft: false, message };
}

function withoutTexts(run: Run): Run {
  const attempts = run.attempts.map((attempt) => ({ ...attempt, droppedText: "" }));
  return { ...run, text: "", reasoning: "", attempts };
}
