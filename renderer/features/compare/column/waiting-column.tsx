import { useNames } from "#renderer/parts/names.ts";
import { formatPart } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";

/** Sent, and no content yet. */
export function WaitingColumn({ run, attempt }: { readonly run: Run; readonly attempt: Attempt | undefined }) {
  const names = useNames();
  if (attempt === undefined || attempt.status !== "running") return <p className="sub">Sending.</p>;
  const isFallback = run.attempts.length > 1;
  const provider = names.provider(attempt.providerId);
  if (attempt.connectedMs === null) {
    return <p className="sub">{isFallback ? `Trying ${provider}.` : `Connecting to ${provider}.`}</p>;
  }
  const connectMs = attempt.connectedMs - attempt.startMs;
  return <p className="sub num">Connected in {formatPart(connectMs)}. Waiting for the first token.</p>;
}
