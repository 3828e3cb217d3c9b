import type { ColumnState } from "#renderer/parts/column-state.ts";
import type { ColumnDraft } from "#renderer/stores/columns-store.ts";
import type { Run } from "#shared/run.ts";
import { Answer } from "./answer.tsx";
import styles from "./column-body.module.css";
import { CoolingDown } from "./cooling-down.tsx";
import { EmptyColumn } from "./empty-column.tsx";
import { AfterStop, AfterUnknownPrice } from "./endings.tsx";
import { FailedColumn } from "./failed-column.tsx";
import { NoKeyColumn } from "./no-key-column.tsx";
import { NotSentColumn } from "./not-sent-column.tsx";
import { ReadyColumn } from "./ready-column.tsx";
import { WaitingColumn } from "./waiting-column.tsx";

export type ColumnBodyProps = {
  readonly column: ColumnDraft;
  readonly run: Run | undefined;
  readonly state: ColumnState;
  readonly name: string;
};

/** The middle of a column: one face per state (ui/README.md §4). */
export function ColumnBody(props: ColumnBodyProps) {
  const { column, run, state, name } = props;
  const { target, ...rest } = column;
  if (target === null) return <EmptyColumn columnId={column.id} />;
  if (run === undefined) return <ReadyColumn column={{ ...rest, target }} />;
  if (state.kind === "streaming" || state.kind === "done" || state.kind === "stopped" || state.kind === "interrupted") {
    return (
      <Answer run={run} name={name} isStreaming={state.kind === "streaming"} isFaded={state.kind === "stopped"}>
        {state.kind === "done" && state.hasUnknownPrice ? <AfterUnknownPrice run={run} /> : null}
        {state.kind === "stopped" || state.kind === "interrupted" ? <AfterStop run={run} kind={state.kind} /> : null}
      </Answer>
    );
  }
  if (state.kind === "failed" && run.text !== "") {
    return (
      <Answer run={run} name={name} isStreaming={false} isFaded>
        <div className={styles.ending}>
          <FailedColumn run={run} failure={state.failure} />
        </div>
      </Answer>
    );
  }
  return (
    <div className={`scroll ${styles.body}`}>
      <Face run={run} state={state} />
    </div>
  );
}

function Face({ run, state }: { readonly run: Run; readonly state: ColumnState }) {
  switch (state.kind) {
    case "failed":
      return <FailedColumn run={run} failure={state.failure} />;
    case "not-sent":
      return <NotSentColumn run={run} failure={state.failure} />;
    case "no-key":
      return <NoKeyColumn run={run} providerId={state.providerId} />;
    case "keychain":
      return <FailedColumn run={run} failure={state.failure} />;
    case "cooling-down":
      return <CoolingDown run={run} failure={state.failure} untilMs={state.untilMs} />;
    case "waiting":
      return <WaitingColumn run={run} attempt={state.attempt} />;
    default:
      return <p className="sub">Waiting for its turn.</p>;
  }
}
