import { showCompareView } from "#renderer/actions/compare-layout.ts";
import { canRetry, retryColumns } from "#renderer/actions/retry.ts";
import { BusyButton } from "#renderer/ui/busy-button.tsx";
import { Button } from "#renderer/ui/button.tsx";
import type { Run } from "#shared/run.ts";

export type TryAgainProps = {
  readonly run: Run;
  /** Done before the column is asked. */
  readonly first?: (() => Promise<void>) | undefined;
};

/** Asks the column once more; one of many runs leads to all of them. */
export function TryAgain({ run, first }: TryAgainProps) {
  if (!canRetry(run)) {
    return (
      <Button size="small" onClick={() => showCompareView("runs")}>
        Show all runs
      </Button>
    );
  }
  const again = () => retryColumns([run.columnId]);
  if (first !== undefined) {
    return (
      <BusyButton size="small" busy="Asking…" run={() => first().then(again)}>
        Try again
      </BusyButton>
    );
  }
  return (
    <Button size="small" onClick={() => void again()}>
      Try again
    </Button>
  );
}
