import { memo } from "react";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import type { Axis } from "#renderer/parts/waterfall/axis.ts";
import { Bar } from "#renderer/parts/waterfall/bar.tsx";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { Waterfall } from "#renderer/parts/waterfall/waterfall.tsx";
import { toggleRequest } from "#renderer/stores/gateway-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatTimeOfDay } from "#shared/format.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import { answererOf, figuresOf, placeWords, segmentsOf, sentBack, statusWords } from "./request-words.ts";
import styles from "./requests.module.css";

export type RequestRowProps = {
  readonly request: GatewayRequest;
  readonly isOpen: boolean;
  readonly axis: Axis;
  readonly names: RowNames;
  /** Epoch ms; of no matter where the run is over. */
  readonly nowMs: number;
};

/** One request; its time is the button that opens what lies behind it, and reaches over the whole row. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps) {
  const { request, isOpen, axis, nowMs } = props;
  const { id, run } = request;
  const figures = figuresOf(request, nowMs);
  const time = formatTimeOfDay(request.atMs);
  return (
    <>
      <tr className={classes(styles.row, isOpen && styles.open)}>
        <td className="num sub">
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-label={`${time}, ${request.client}, ${request.asked}`}
            onClick={() => toggleRequest(id)}
          >
            {time}
          </button>
        </td>
        <td className={`trunc ${styles.optional} ${styles.client}`} title={request.client}>
          {request.client}
        </td>
        <td className={`trunc ${styles.asked}`} title={request.asked}>
          {request.asked}
        </td>
        <td>
          <AnsweredBy {...props} />
        </td>
        <td className={styles.bar}>
          <Bar segments={run === null ? [] : segmentsOf(run, nowMs)} axis={axis} lineMs={null} />
        </td>
        <td className={`num ${styles.right} ${styles.optional}`}>{figures.firstToken}</td>
        <td className={`num ${styles.right}`}>{figures.total}</td>
        <td className={classes("num", styles.right, figures.cost === "unknown" && "dim")}>{figures.cost}</td>
        <td className={`num ${styles.right}`}>
          <Status request={request} />
        </td>
      </tr>
      {isOpen ? <Detail {...props} /> : null}
    </>
  );
});

function AnsweredBy({ request, names }: RequestRowProps) {
  const { providerId, words, tone } = answererOf(request, names.provider);
  const place = providerId === null ? "" : placeWords(request);
  return (
    <span className={styles.answerer}>
      {providerId === null ? null : <ProviderBadge providerId={providerId} name={words} />}
      <span className={classes("trunc", tone)}>{words}</span>
      {place === "" ? null : <span className="dim num">{place}</span>}
    </span>
  );
}

function Status({ request }: { readonly request: GatewayRequest }) {
  const { text, icon, tone, isSpinning } = statusWords(request);
  return (
    <span className={classes(styles.status, tone)}>
      {icon === null ? null : <Icon name={icon} size="xs" className={isSpinning ? "spin" : undefined} />}
      {text}
    </span>
  );
}

/** Every attempt with its reason, and what the program was told. */
function Detail({ request, axis, names, nowMs }: RequestRowProps) {
  const { run, message, asked } = request;
  return (
    <tr className={styles.detail}>
      <td colSpan={9}>
        {run === null ? null : (
          <Waterfall
            run={run}
            sentTokens={0}
            title={asked}
            axis={axis}
            nowMs={run.endMs ?? nowMs - run.startedAtMs}
            isLive={false}
            names={names}
          />
        )}
        {message === null ? null : <p className={classes(styles.message, run !== null && styles.inset)}>{message}</p>}
        {run === null ? null : (
          <p className={`${styles.back} ${styles.inset}`}>
            <span className="sub">Sent back</span>
            {sentBack(request, run).map((header) => (
              <code key={header}>{header}</code>
            ))}
          </p>
        )}
      </td>
    </tr>
  );
}
