import { useEffect } from "react";
import { copyAttemptCurl } from "#renderer/actions/copy.ts";
import { loadExchange } from "#renderer/actions/inspector.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import type { Exchange } from "#shared/exchange.ts";
import type { Attempt } from "#shared/run.ts";
import styles from "./inspector.module.css";
import { RawText } from "./raw-text.tsx";

export type ExchangeSectionsProps = { readonly runId: string; readonly attempt: Attempt };

/** What was sent and what came back, keys by the name of their variable. */
export function ExchangeSections({ runId, attempt }: ExchangeSectionsProps) {
  const exchange = useInspectorStore((state) => state.exchange);
  const { id, status, headersMs } = attempt;
  const isSent = status !== "skipped";
  // There is more to read once the headers are there, and again at the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (isSent) void loadExchange(runId, id);
  }, [runId, id, isSent, status, headersMs]);
  if (!isSent) return <p className={styles.note}>Nothing was sent: this link was skipped.</p>;
  if (exchange.kind === "loading") return <p className={styles.note}>Reading what was sent…</p>;
  if (exchange.kind === "none") return <p className={styles.note}>{exchange.words}</p>;
  const { request, response } = exchange.exchange;
  return (
    <>
      <ResponseSections response={response} attempt={attempt} />
      <section aria-label="Request">
        <div className={styles.head}>
          <h3>Request</h3>
          <Button size="small" icon="copy" onClick={() => void copyAttemptCurl(runId, id)}>
            Copy as cURL
          </Button>
        </div>
        <Pairs pairs={[[request.method, request.url], ...request.headers]} />
        <RawText label="Request body" text={request.body} omittedBytes={request.omittedBytes} />
        {request.omittedImages === 0 ? null : <p className="sub num">{imageWords(request.omittedImages)}</p>}
      </section>
    </>
  );
}

function ResponseSections({ response, attempt }: { response: Exchange["response"]; attempt: Attempt }) {
  if (response === null) {
    return (
      <p className={styles.note}>{attempt.status === "running" ? "No response yet." : "No response came back."}</p>
    );
  }
  return (
    <>
      <section aria-label="Response headers">
        <h3>Response headers</h3>
        <Pairs pairs={[["status", String(response.status)], ...response.headers]} />
      </section>
      <section aria-label="Response body">
        <h3>Response body{attempt.status === "running" ? ", so far" : ""}</h3>
        <RawText label="Response body" text={response.body} omittedBytes={response.omittedBytes} />
      </section>
    </>
  );
}

function Pairs({ pairs }: { readonly pairs: Exchange["request"]["headers"] }) {
  return (
    <dl className={styles.headers}>
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function imageWords(count: number): string {
  return count === 1 ? "The bytes of an image are left out." : `The bytes of ${count} images are left out.`;
}
