import { useNames } from "#renderer/parts/names.ts";
import { type Axis, sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useGatewayStore } from "#renderer/stores/gateway-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import { formatCostSum, formatCount, formatSeconds } from "#shared/format.ts";
import type { GatewayRequest } from "#shared/gateway.ts";
import { RequestRow } from "./request-row.tsx";
import { totalsOf } from "./request-totals.ts";
import { isOpenEnded } from "./request-words.ts";
import styles from "./requests.module.css";

/** What programs asked for, newest first, with the attempts behind each answer. */
export function Requests() {
  const requests = useAppStore((state) => state.gatewayRequests);
  const isOn = useAppStore((state) => state.gateway.kind === "on");
  useTick(100, requests.some(isOpenEnded));
  return (
    <section className={styles.requests} aria-label="Requests">
      <header className={styles.head}>
        <h2>Requests</h2>
        {isOn ? (
          <span className={`dim ${styles.live}`}>
            <Icon name="live" size="xs" />
            Live
          </span>
        ) : null}
        <span className="grow" />
        {requests.length === 0 ? null : <Totals requests={requests} />}
      </header>
      {requests.length === 0 ? <Nothing isOn={isOn} /> : <Table requests={requests} />}
    </section>
  );
}

function Nothing({ isOn }: { readonly isOn: boolean }) {
  return (
    <div className={styles.nothing}>
      <p className="strong">No requests yet.</p>
      <p className="sub">
        {isOn
          ? "Point a program at the base URL with the key, and its requests show here as they run."
          : "Turn the gateway on, and the requests of your programs show here as they run."}
      </p>
    </div>
  );
}

function Totals({ requests }: { readonly requests: readonly GatewayRequest[] }) {
  const { count, isFull, fellThrough, unanswered, firstTokenMs, cost } = totalsOf(requests, Date.now());
  return (
    <p className={`num ${styles.totals}`}>
      <span>
        {isFull ? "last " : ""}
        <b>{formatCount(count)}</b>
        {isFull ? "" : " today"}
      </span>
      <span>
        <b>{formatCount(fellThrough)}</b> fell through
      </span>
      <span className={styles.optional}>
        <b>{formatCount(unanswered)}</b> got no answer
      </span>
      {firstTokenMs === null ? null : (
        <span className={styles.optional}>
          <b>{formatSeconds(firstTokenMs)}</b> first token, p50
        </span>
      )}
      <span>
        <b>{formatCostSum(cost)}</b>
        {cost.unknownCount === 0 ? "" : ` plus ${formatCount(cost.unknownCount)} unknown`}
      </span>
    </p>
  );
}

function Table({ requests }: { readonly requests: readonly GatewayRequest[] }) {
  const openId = useGatewayStore((state) => state.openRequestId);
  const names = useNames();
  const nowMs = Date.now();
  const axis = axisOf(requests, nowMs);
  return (
    <div className={`scroll ${styles.scroll}`}>
      <table className={styles.table} aria-label="Requests of programs, newest first">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className={styles.optional}>
              Client
            </th>
            <th scope="col">Asked for</th>
            <th scope="col">Answered by</th>
            <th scope="col" className={`num ${styles.bar}`}>
              Attempts, 0 to {axis.labels.at(-1)}
            </th>
            <th scope="col" className={`${styles.right} ${styles.optional}`}>
              First token
            </th>
            <th scope="col" className={styles.right}>
              Total
            </th>
            <th scope="col" className={styles.right}>
              Cost
            </th>
            <th scope="col" className={styles.right}>
              Status
            </th>
          </tr>
        </thead>
        <tbody>
          {requests.map((request) => (
            <RequestRow
              key={request.id}
              request={request}
              isOpen={request.id === openId}
              axis={axis}
              names={names}
              // What is over looks the same at any time, so its row stays as it is.
              nowMs={request.run?.endMs === null ? nowMs : 0}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function axisOf(requests: readonly GatewayRequest[], nowMs: number): Axis {
  return sharedAxis(
    requests.flatMap(({ run }) => run ?? []),
    nowMs,
  );
}
