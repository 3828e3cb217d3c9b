import { dismissJob, stopJob } from "#renderer/actions/export.ts";
import { openDataFolder } from "#renderer/actions/settings.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Meter } from "#renderer/ui/meter.tsx";
import { formatCount, formatPercent } from "#shared/format.ts";
import type { Job } from "#shared/job.ts";
import styles from "./job-item.module.css";

/** Long work, in every view: how far it is and Stop, then what came of it. */
export function JobItem() {
  const jobs = useAppStore((state) => state.jobs);
  const job = jobs.findLast(isTold);
  if (job === undefined) return null;
  return job.state === "running" ? <RunningJob job={job} /> : <EndedJob job={job} />;
}

/** Reading an archive is told in its dialog. */
function isTold({ kind }: Job): boolean {
  return kind !== "archive-check";
}

function RunningJob({ job }: { readonly job: Job }) {
  const { done, total, kind } = job;
  const share = total === null || total === 0 ? 0 : done / total;
  const word = kind === "archive-export" ? "Exporting" : "Importing";
  const far =
    kind === "archive-export" && total !== null
      ? `${formatCount(done)} of ${formatCount(total)}`
      : formatPercent(round(share));
  return (
    <span className={styles.job}>
      <span className="num">
        {word} {far}
      </span>
      <span className={styles.meter}>
        <Meter share={share} tone="accent" />
      </span>
      <button type="button" className={styles.button} onClick={() => void stopJob(job.id)}>
        Stop
      </button>
    </span>
  );
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}

async function showFolder(): Promise<void> {
  const problem = await openDataFolder();
  if (problem !== null) tell({ text: problem, tone: "bad" });
}

const looks = {
  done: { icon: "ok", tone: "ok" },
  stopped: { icon: "stop", tone: "dim" },
  failed: { icon: "fail", tone: "bad" },
  running: { icon: "ring", tone: "dim" },
} as const;

function EndedJob({ job }: { readonly job: Job }) {
  const opensFolders = useAppStore((state) => state.capabilities?.opensFolders === true);
  const { icon, tone } = looks[job.state];
  const words = `${job.kind === "archive-export" ? "Export" : "Import"}: ${job.message ?? ""}`;
  return (
    <span className={styles.job} role="status">
      <Icon name={icon} className={tone} />
      <span className={styles.words} title={job.path === null ? words : `${words} ${job.path}`}>
        {words}
      </span>
      {job.path !== null && opensFolders ? (
        <button type="button" className={styles.button} onClick={() => void showFolder()}>
          Show folder
        </button>
      ) : null}
      <button type="button" className={styles.button} onClick={() => dismissJob(job.id)}>
        Dismiss
      </button>
    </span>
  );
}
