import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { providerName } from "#renderer/stores/targets.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { HostEvent } from "#shared/contract.ts";
import { type Milestone, mergeMilestones, milestonesOf } from "./milestones.ts";
import { repeatMilestone } from "./repeat-milestones.ts";

/** Milestones within this span are said in one go. */
const gatherMs = 2_000;

/** How far a repeat was when it was last told of. */
let repeats = useRepeatsStore.getState().byComparison;

/** What a window finds when it opens is no news. */
export function rememberRepeats(): void {
  repeats = useRepeatsStore.getState().byComparison;
}

/** Says at each quarter how far a repeat is, and when it pauses, goes on and ends. */
export function announceRepeats(): void {
  const before = repeats;
  repeats = useRepeatsStore.getState().byComparison;
  if (before === repeats) return;
  const said = Object.values(repeats).flatMap((after) => repeatMilestone(before[after.comparisonId], after) ?? []);
  if (said.length > 0) say(said.join(". "));
}

let gathered: Milestone[] = [];
let hasTimer = false;

/** Says what somebody just did to people who do not see it, as where an item was moved. */
export function announce(text: string): void {
  say(text);
}

/** Long enough to be read out; then the region is empty again, so that the same words can be said once more. */
const saidMs = 5_000;
let silence: ReturnType<typeof setTimeout> | undefined;

function say(announcement: string): void {
  clearTimeout(silence);
  useViewStore.setState({ announcement });
  silence = setTimeout(() => useViewStore.setState({ announcement: "" }), saidMs);
}

/** Feeds the one live region with milestones; answers themselves are never read out while they stream. */
export function announceMilestones(events: readonly HostEvent[]): void {
  const { runs } = useRunsStore.getState();
  const { providers } = useAppStore.getState();
  const found = milestonesOf(
    events,
    (runId) => runs[runId],
    (providerId) => providerName(providers, providerId),
  );
  if (found.length === 0) return;
  gathered.push(...found);
  if (hasTimer) return;
  hasTimer = true;
  setTimeout(sayGathered, gatherMs);
}

function sayGathered(): void {
  const state = useRunsStore.getState();
  const runs = useColumnsStore.getState().columns.flatMap((column) => runOfColumn(state, column.id) ?? []);
  const ended = runs.filter((run) => !isRunning(run)).length;
  say(mergeMilestones(gathered, ended, runs.length));
  gathered = [];
  hasTimer = false;
}
