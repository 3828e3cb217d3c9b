import { costText } from "#renderer/parts/cost-text.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatClock, formatCount } from "#shared/format.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { titleOfEntry } from "./entry-title.ts";
import { fromFirstMark } from "./from-first-mark.ts";
import styles from "./history-list.module.css";
import { MarkedText } from "./marked-text.tsx";

export type EntryRowProps = {
  readonly entry: HistoryEntry;
  /** Of the day, for who does not see the heading. */
  readonly group: string;
  readonly names: RowNames;
  /** Some of its answers still stream. */
  readonly isLive: boolean;
};

/** More badges than this do not fit; the number of the others stands after them. */
const mostBadges = 5;

/** One comparison: its title, where the search was found in it, and what came of it. */
export function EntryRow({ entry, group, names, isLive }: EntryRowProps) {
  const { title, snippet, isPinned, runs, cost, startedAtMs } = entry;
  return (
    <>
      <span className={styles.title}>
        {isPinned ? <Icon name="star" size="xs" className="acc" /> : null}
        {isPinned ? <span className="visually-hidden">Pinned, </span> : null}
        <span className="trunc">{title.text === "" ? titleOfEntry(entry) : <MarkedText marked={title} />}</span>
      </span>
      <span className={`trunc ${styles.snippet}`}>
        <MarkedText marked={fromFirstMark(snippet)} />
      </span>
      <span className={styles.meta}>
        <Badges entry={entry} names={names} />
        <Marks entry={entry} isLive={isLive} />
        <span className="grow" />
        <span className={`num ${styles.figures}`} title={costTitle(entry)}>
          {formatCount(runs)} {runs === 1 ? "run" : "runs"} ·{" "}
          <span className={styles.cost}>{costText({ cost })} · </span>
          <span className="visually-hidden">{group}, </span>
          {formatClock(startedAtMs)}
        </span>
      </span>
    </>
  );
}

function Badges({ entry: { providerIds }, names }: Pick<EntryRowProps, "entry" | "names">) {
  const more = providerIds.length - mostBadges;
  return (
    <span className={styles.badges}>
      {providerIds.slice(0, mostBadges).map((id) => (
        <ProviderBadge key={id} providerId={id} name={names.provider(id)} />
      ))}
      {more > 0 ? <span className="num">+{more}</span> : null}
      <span className="visually-hidden">{providerIds.map(names.provider).join(", ")}, </span>
    </span>
  );
}

/** What was not as it should be, where it came from, and that it still goes on. */
function Marks({ entry, isLive }: Pick<EntryRowProps, "entry" | "isLive">) {
  const { failed, fellThrough, furthestLink, isDemo, client } = entry;
  return (
    <>
      {isLive ? (
        <span className={`acc ${styles.note}`}>
          <Icon name="spin" size="xs" className="spin" />
          <span className="trunc">Streaming</span>
        </span>
      ) : null}
      {fellThrough === 0 ? null : (
        <span className={styles.mark} title={fellWords(entry)}>
          <Icon name="fall" size="xs" />
          <span className="visually-hidden">{fellWords(entry)}, </span>
          <span className="num" aria-hidden="true">
            {furthestLink}
          </span>
        </span>
      )}
      {failed === 0 ? null : (
        <span className={`bad ${styles.mark}`} title={`${failed} without an answer`}>
          <Icon name="fail" size="xs" />
          <span className="num">{failed}</span>
          <span className="visually-hidden"> without an answer, </span>
        </span>
      )}
      {isDemo ? <span className={`${styles.note} ${styles.whole}`}>Demo</span> : null}
      {client === null ? null : (
        <span className={styles.note} title={`Asked by ${client}`}>
          <Icon name="gateway" size="xs" />
          <span className="trunc">{client}</span>
        </span>
      )}
    </>
  );
}

function fellWords({ fellThrough, furthestLink }: HistoryEntry): string {
  return `${fellThrough} fell through, as far as link ${furthestLink}`;
}

function costTitle({ cost, isDemo }: HistoryEntry): string | undefined {
  if (isDemo) return "Simulated: nothing was paid";
  if (cost.unknownCount === 0) return undefined;
  return `plus ${cost.unknownCount === 1 ? "an attempt" : `${cost.unknownCount} attempts`} of unknown cost`;
}
