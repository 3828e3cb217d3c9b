import { useEffect, useState } from "react";
import { clearHistory, countHistory } from "#renderer/actions/history-change.ts";
import { dayEndMs, dayStartMs } from "#renderer/parts/time-words.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import { formatCount } from "#shared/format.ts";
import { mostCounted } from "#shared/history.ts";
import styles from "./clear-dialog.module.css";

/** Deletes everything of some days, or all there is. */
export function ClearDialog({ onClose }: { readonly onClose: () => void }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [fromBackups, setFromBackups] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const range = { fromMs: dayStartMs(from), untilMs: dayEndMs(to) };
  const isBackwards = range.fromMs !== null && range.untilMs !== null && range.untilMs <= range.fromMs;
  const isAll = range.fromMs === null && range.untilMs === null;
  const count = useCount(range.fromMs, range.untilMs);
  const clear = async () => {
    const found = await clearHistory({ ...range, fromBackups });
    if (found === null) onClose();
    else setProblem(found);
  };
  return (
    <Dialog
      isOpen
      title="Clear a range of the history"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" disabled={count === 0 || isBackwards} onClick={() => void clear()}>
            {verbOf(count, isAll)}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField label="From" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        <TextField
          label="To"
          type="date"
          value={to}
          error={isBackwards ? "It lies before the first day." : null}
          onChange={(event) => setTo(event.target.value)}
        />
        <p className={`num ${styles.wide}`} role="status">
          {isBackwards ? "" : countWords(count, isAll)}
        </p>
        <div className={`${styles.wide} ${styles.backups}`}>
          <Switch label="Delete from backups too" isOn={fromBackups} onChange={setFromBackups} />
          <p>
            {fromBackups
              ? "Every backup made so far is deleted with it: nothing older can be restored from one."
              : "Backups made so far keep what is deleted here until newer ones take their place."}
          </p>
        </div>
        <p className={styles.wide}>Spend totals stay. Undo is there for a few seconds.</p>
      </div>
      <Problem message={problem} />
    </Dialog>
  );
}

/** How many would go; null while that is not known. */
function useCount(fromMs: number | null, untilMs: number | null): number | null {
  const [count, setCount] = useState<number | null>(null);
  useEffect(() => {
    let isGone = false;
    setCount(null);
    void countHistory({ fromMs, untilMs }).then((found) => isGone || setCount(found));
    return () => {
      isGone = true;
    };
  }, [fromMs, untilMs]);
  return count;
}

function countWords(count: number | null, isAll: boolean): string {
  if (count === null) return "";
  if (count === 0) return isAll ? "There is nothing to delete." : "Nothing was sent in these days.";
  if (isAll) return `All of it goes: ${comparisons(count, isAll)}.`;
  return `${comparisons(count, isAll)} ${count === 1 ? "goes" : "go"}.`;
}

function verbOf(count: number | null, isAll: boolean): string {
  return count === null || count === 0 ? "Delete" : `Delete ${comparisons(count, isAll)}`;
}

/** Of days, they are not counted further than that; all of them are. */
function comparisons(count: number, isAll: boolean): string {
  const more = count === mostCounted && !isAll ? "+" : "";
  return `${formatCount(count)}${more} ${count === 1 ? "comparison" : "comparisons"}`;
}
