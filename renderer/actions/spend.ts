import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useHistoryChanges } from "#renderer/stores/history-changes.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { isSameRange, rangeOf, type SpendSpan, useSpendStore } from "#renderer/stores/spend-store.ts";
import type { ModelRef } from "#shared/model.ts";
import type { SpendRange, SpendReport } from "#shared/spend.ts";
import { problemOf } from "./answers.ts";
import { askSessions } from "./sessions.ts";

/** What the view covers now; null before the host told of its session. */
export function spendRange(): SpendRange | null {
  const { session } = useMoneyStore.getState();
  return session === null ? null : rangeOf(useSpendStore.getState(), session.id);
}

/** Whether what was asked is still what the view shows. */
function isStillAsked(range: SpendRange, isDemo: boolean): boolean {
  const now = spendRange();
  return now !== null && isSameRange(now, range) && useAppStore.getState().settings.demo === isDemo;
}

/** The report on screen stays until the new one is there; one that came too late for its range is dropped. */
export async function askSpend(): Promise<void> {
  const range = spendRange();
  if (range === null) return;
  const { demo } = useAppStore.getState().settings;
  const [report] = await Promise.all([call("spend.report", { range }), askWhatIf()]);
  if (!isStillAsked(range, demo)) return;
  useSpendStore.setState(report.ok ? { report: report.value, problem: null } : { problem: problemOf(report) });
}

/** The report of a session of the list, or why it could not be read. */
export async function readSession(sessionId: string): Promise<SpendReport | string> {
  const report = await call("spend.report", { range: { kind: "session", sessionId } });
  return report.ok ? report.value : (problemOf(report) ?? "");
}

/** What the range would have cost on the picked model. */
async function askWhatIf(): Promise<void> {
  const range = spendRange();
  const { otherModel: model } = useSpendStore.getState();
  if (range === null || model === null) return;
  const { demo } = useAppStore.getState().settings;
  const answer = await call("spend.whatIf", { range, model });
  if (!isStillAsked(range, demo) || useSpendStore.getState().otherModel !== model) return;
  useSpendStore.setState(
    answer.ok ? { whatIf: answer.value, whatIfProblem: null } : { whatIf: null, whatIfProblem: problemOf(answer) },
  );
}

export function showSpan(span: SpendSpan): void {
  useSpendStore.setState({ span, sessionId: null });
  void askSpend();
}

/** A session of the list; null goes back to the current one. */
export async function showSession(sessionId: string | null): Promise<void> {
  useSpendStore.setState({ span: "Session", sessionId });
  await askSpend();
}

export function pickOtherModel(otherModel: ModelRef | null): void {
  useSpendStore.setState({ otherModel, whatIf: null, whatIfProblem: null });
  void askWhatIf();
}

/** While answers stream, money changes many times a second; once a second is enough to watch it. */
const leastBetweenMs = 1_000;
/** The pace and the end of the chart move on although nothing is sent. */
const onwardsMs = 30_000;

/** Keeps the report in step with what is spent, for as long as the view is on screen. Gives what ends that. */
export function watchSpend(): () => void {
  const all = () => {
    void askSpend();
    void askSessions();
  };
  const soon = atMostEvery(leastBetweenMs, () => document.hidden || void askSpend());
  const allSoon = atMostEvery(leastBetweenMs, () => document.hidden || all());
  all();
  const stops = [
    useMoneyStore.subscribe((now, before) => {
      if (now.session?.id !== before.session?.id || now.session?.name !== before.session?.name) all();
      else if (now.spendNow !== before.spendNow) soon.call();
    }),
    // What was sent in an earlier session still counts there, and moves no sum of the current one.
    useHistoryChanges.subscribe(allSoon.call),
    useAppStore.subscribe((now, before) => {
      if (now.settings.demo !== before.settings.demo) all();
      // What another model would have cost goes by its price of now.
      else if (now.ownPrices !== before.ownPrices || now.modelLists !== before.modelLists) soon.call();
    }),
  ];
  const timer = setInterval(soon.call, onwardsMs);
  document.addEventListener("visibilitychange", allSoon.call);
  return () => {
    for (const stop of stops) stop();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", allSoon.call);
    soon.stop();
    allSoon.stop();
  };
}

/** Acts at once, then not again before `ms` are over; what was asked meanwhile is done then, once. */
function atMostEvery(ms: number, act: () => void) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isAsked = false;
  const start = () => {
    isAsked = false;
    act();
    timer = setTimeout(() => {
      timer = null;
      if (isAsked) start();
    }, ms);
  };
  return {
    call() {
      if (timer === null) start();
      else isAsked = true;
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      isAsked = false;
    },
  };
}
