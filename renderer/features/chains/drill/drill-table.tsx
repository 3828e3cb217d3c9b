import { type Axis, axisFor } from "#renderer/parts/waterfall/axis.ts";
import { AxisLabels, Bar } from "#renderer/parts/waterfall/bar.tsx";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { type DrillPlay, type Faults, isPlaying } from "#renderer/stores/drills-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Chain } from "#shared/chain.ts";
import { formatCost, formatCostSum, formatSeconds } from "#shared/format.ts";
import { type RowFacts, rowLook, rowReason } from "./drill-row-words.ts";
import { type DrillRow, drillRows, playedMs } from "./drill-rows.ts";
import styles from "./drill-table.module.css";
import { FaultPicker } from "./fault-picker.tsx";

export type DrillTableProps = {
  readonly chain: Chain;
  readonly play: DrillPlay | undefined;
  readonly picked: Faults;
  readonly names: RowNames;
};

/** A row per link: what goes wrong there, and what the last rehearsal did. Redrawn on a tick, not by every token. */
export function DrillTable({ chain, play, picked, names }: DrillTableProps) {
  const isLive = isPlaying(play);
  useTick(100, isLive);
  const nowMs = play === undefined ? 0 : playedMs(play, Date.now());
  const axis = axisFor(Math.max(1_000, nowMs));
  const rows = drillRows(chain.links, play, nowMs);
  return (
    <div>
      <table className={styles.rows} aria-label={`Drill of ${chain.name}`}>
        <thead>
          <tr>
            <th scope="col" className={styles.icon}>
              <span className="visually-hidden">State</span>
            </th>
            <th scope="col">Link</th>
            <th scope="col">Inject</th>
            <th scope="col" className={styles.axis}>
              <span className="visually-hidden">Waterfall</span>
              <AxisLabels axis={axis} />
            </th>
            <th scope="col" className={styles.right}>
              Time
            </th>
            <th scope="col" className={styles.right}>
              Cost
            </th>
          </tr>
        </thead>
        {rows.map((row, index) => (
          <Row
            key={row.link.id}
            {...{ chain, row, axis }}
            place={index + 1}
            lineMs={isLive ? nowMs : null}
            picked={picked}
            facts={{
              provider: names.provider(row.link.provider),
              fault: play?.faults[row.link.id] ?? null,
              ended: endOf(play),
            }}
          />
        ))}
      </table>
    </div>
  );
}

function endOf(play: DrillPlay | undefined): RowFacts["ended"] {
  const run = play?.run ?? null;
  if (play === undefined || play.problem !== null || run === null) return isPlaying(play) ? "running" : null;
  if (run.endMs === null) return "running";
  return run.status === "done" || run.status === "failed" ? run.status : "stopped";
}

type RowProps = {
  readonly chain: Chain;
  readonly row: DrillRow;
  /** Counted from 1. */
  readonly place: number;
  readonly axis: Axis;
  readonly lineMs: number | null;
  readonly picked: Faults;
  readonly facts: RowFacts;
};

function Row({ chain, row, place, axis, lineMs, picked, facts }: RowProps) {
  const { link } = row;
  const look = rowLook(row);
  const reason = rowReason(row, facts);
  const bad = row.state === "failed" ? "bad" : "";
  return (
    <tbody>
      <tr>
        <td className={styles.icon}>
          <Icon name={look.icon} className={look.tone} />
          <span className="visually-hidden">{look.state}</span>
        </td>
        <th scope="row" rowSpan={2} className={classes(styles.name, bad)} title={`${link.name} · ${facts.provider}`}>
          <span className={styles.names}>
            <span className="trunc">
              {place}
              <span className={styles.model}> {link.name}</span>
            </span>{" "}
            <span className="trunc">{facts.provider}</span>
          </span>
        </th>
        <td className={styles.inject}>
          <FaultPicker chainId={chain.id} linkId={link.id} place={place} fault={picked[link.id] ?? null} />
        </td>
        <td className={styles.bar}>
          <Bar segments={row.segments} axis={axis} lineMs={lineMs} />
        </td>
        <td className={classes(styles.right, "num", bad)}>
          {row.durationMs === null ? "" : formatSeconds(row.durationMs)}
        </td>
        <td className={classes(styles.right, "num", row.cost?.nanoUsd === 0 && "dim")}>{costText(row)}</td>
      </tr>
      <tr className={styles.why}>
        <td />
        <td />
        <td colSpan={3} className="num">
          {reason.what === "" ? null : <span className={classes(styles.what, look.tone)}>{reason.what}</span>}{" "}
          {reason.rest}
        </td>
      </tr>
    </tbody>
  );
}

function costText({ cost }: DrillRow): string {
  if (cost === null) return "";
  return cost.unknownCount > 0 ? formatCost(null) : formatCostSum(cost);
}
