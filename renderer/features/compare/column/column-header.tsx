import { type ReactNode, useState } from "react";
import { changeTarget } from "#renderer/actions/columns.ts";
import { type ColumnState, chipOf } from "#renderer/parts/column-state.ts";
import { ChainBadge, EmptyBadge, ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { TargetPicker } from "#renderer/parts/target-picker.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, endAsking, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { providerName, targetTitle } from "#renderer/stores/targets.ts";
import { Chip } from "#renderer/ui/chip.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Target } from "#shared/chain.ts";
import type { Run } from "#shared/run.ts";
import { AnsweredPrompt } from "./answered-prompt.tsx";
import styles from "./column-header.module.css";
import { ColumnMenu } from "./column-menu.tsx";
import { HeaderDetails } from "./header-details.tsx";

export type ColumnHeaderProps = {
  readonly column: ColumnDraft;
  readonly run: Run | undefined;
  readonly state: ColumnState;
  /** Before the menu: what the place that shows the answer adds. */
  readonly tools?: ReactNode;
  /** At the end of the second line. */
  readonly aside?: ReactNode;
};

export function ColumnHeader({ column, run, state, tools, aside }: ColumnHeaderProps) {
  const [isPicking, setPicking] = usePicking(column.id);
  return (
    <header className={styles.header}>
      <div className="row">
        <TargetBadge target={column.target} />
        <h2 className="trunc grow">
          <Popover
            label="Pick a model or a chain"
            isOpen={isPicking}
            onOpenChange={setPicking}
            trigger={
              <button type="button" className={styles.title} title="Change model">
                <TargetWords target={column.target} />
              </button>
            }
          >
            <TargetPicker
              current={column.target}
              onPick={(target) => {
                setPicking(false);
                changeTarget(column.id, target);
              }}
            />
          </Popover>
        </h2>
        <StateChip run={run} state={state} />
        {tools}
        <ColumnMenu column={column} run={run} onChangeModel={() => setPicking(true)} />
      </div>
      {column.target === null ? null : (
        <div className={styles.second}>
          <HeaderDetails target={column.target} run={run} overrides={column.overrides} />
          <AnsweredPrompt run={run} />
          {aside}
        </div>
      )}
    </header>
  );
}

/**
 * Whether the picker of a column is open. A new column asks at once what to send to; closed without a choice, its body
 * offers the likeliest. Kept by column, since in the list one head shows them all in turn.
 */
function usePicking(columnId: string): readonly [boolean, (isOpen: boolean) => void] {
  const [pickingId, setPickingId] = useState<string | null>(null);
  const isNew = useColumnsStore((state) => state.newId === columnId);
  const setPicking = (isOpen: boolean) => {
    setPickingId(isOpen ? columnId : null);
    if (isNew) endAsking();
  };
  return [isNew || pickingId === columnId, setPicking];
}

function TargetBadge({ target }: { readonly target: Target | null }) {
  const providers = useAppStore((state) => state.providers);
  if (target === null) return <EmptyBadge />;
  if (target.kind === "chain") return <ChainBadge />;
  return <ProviderBadge providerId={target.providerId} name={providerName(providers, target.providerId)} />;
}

function TargetWords({ target }: { readonly target: Target | null }) {
  const title = useAppStore((state) => (target === null ? "New column" : targetTitle(state, target)));
  const subtitle = useAppStore((state) =>
    target?.kind === "model" ? providerName(state.providers, target.providerId) : "",
  );
  return (
    <>
      <span className="trunc">{title}</span>
      <span className={`dim trunc ${styles.subtitle}`}>{target?.kind === "chain" ? "chain" : subtitle}</span>
    </>
  );
}

function StateChip({ run, state }: { readonly run: Run | undefined; readonly state: ColumnState }) {
  useTick(state.kind === "cooling-down" ? 1_000 : 100, isRunning(run));
  const chip = chipOf(state, run, Date.now());
  if (chip === null) return null;
  const { text, time, ...look } = chip;
  return (
    <Chip {...look}>
      {text}
      {time === undefined ? null : <span className="num">{time}</span>}
    </Chip>
  );
}
