import { turnBudgets, useMoneyStore } from "#renderer/stores/money-store.ts";

/** No timer lasts longer, and a computer that slept looks again in time. */
const longestWaitMs = 60 * 60 * 1000;

/** Days and months end by themselves, and the host tells nothing while nothing is sent. Gives what ends the watch. */
export function watchBudgets(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const turn = () => {
    turnBudgets(Date.now());
    wait();
  };
  const wait = () => {
    clearTimeout(timer);
    const ends = useMoneyStore.getState().budgets.flatMap(({ endsAtMs }) => (endsAtMs === null ? [] : [endsAtMs]));
    if (ends.length === 0) return;
    timer = setTimeout(turn, Math.min(longestWaitMs, Math.max(0, Math.min(...ends) - Date.now())));
  };
  const unsubscribe = useMoneyStore.subscribe((now, before) => now.budgets === before.budgets || wait());
  wait();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
