import { copyText } from "#renderer/actions/copy.ts";
import { openProvider, openView } from "#renderer/actions/navigate.ts";
import { retryKeychain } from "#renderer/actions/notices.ts";
import { chainWords } from "#renderer/parts/chain-words.ts";
import { briefOf, wordsOf } from "#renderer/parts/failure-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon, type IconName } from "#renderer/ui/icon.tsx";
import type { Failure } from "#shared/failure.ts";
import { formatCountWord } from "#shared/format.ts";
import type { Attempt, Run } from "#shared/run.ts";
import styles from "./column-body.module.css";
import { TryAgain } from "./try-again.tsx";

export type FailedColumnProps = { readonly run: Run; readonly failure: Failure };

/** No answer: what happened, link by link, and what to do. */
export function FailedColumn({ run, failure }: FailedColumnProps) {
  const names = useNames();
  const isChain = run.links.length > 1;
  // Then no link is to blame, and a list of them would say that each of them is.
  const isOwnFault = failure.reason === "offline" || failure.reason === "slept";
  // It may be unlocked by now, which nobody tells us.
  const missesKey = run.attempts.some((attempt) => attempt.failure?.reason === "key-store");
  return (
    <div>
      {isChain && !isOwnFault ? (
        <ChainFailure run={run} names={names} />
      ) : (
        <ModelFailure run={run} failure={failure} names={names} />
      )}
      <div className={styles.actions}>
        <TryAgain run={run} first={missesKey ? retryKeychain : undefined} />
        {!isChain && missesKey ? <KeyAgain run={run} /> : null}
        {isChain && !isOwnFault ? (
          <Button size="small" onClick={() => openView("chains")}>
            Edit chain
          </Button>
        ) : null}
        <Button size="small" tone="ghost" onClick={() => void copyText(detailsOf(run, names), "Details")}>
          Copy details
        </Button>
      </div>
    </div>
  );
}

/** The way on without the keychain. Where it works, the key itself is what it has lost. */
function KeyAgain({ run }: { readonly run: Run }) {
  const hasKeychain = useAppStore((state) => state.keychain.kind === "keychain");
  const providerId = run.links[0]?.provider;
  if (providerId === undefined) return null;
  return (
    <Button size="small" onClick={() => openProvider(providerId)}>
      {hasKeychain ? "Save its key again" : "Use a key for this session"}
    </Button>
  );
}

type FaceProps = { readonly run: Run; readonly names: RowNames };

function ChainFailure({ run, names }: FaceProps) {
  return (
    <>
      <p className={styles.headline}>
        <Icon name="fail" className="bad" />
        <span>{chainWords(run)}</span>
      </p>
      <ul className={styles.lines}>
        {lastAttempts(run).map((attempt) => (
          <li key={attempt.id}>
            <Icon name={lineIcon(attempt)} size="xs" className="bad" />
            <span className="num" title={attempt.failure?.message}>
              {lineWords(run, attempt, names)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function ModelFailure({ run, failure, names }: FaceProps & { readonly failure: Failure }) {
  const link = run.links[0];
  const provider = names.provider(link?.provider ?? "");
  const words = wordsOf(failure, { provider, model: names.model(link?.provider ?? "", link?.modelId ?? "") });
  return (
    <>
      <p className={styles.headline}>
        <Icon name={words.icon} className="bad" />
        <span>{words.title}</span>
      </p>
      <p className="sub num">{words.body}</p>
    </>
  );
}

/** One line per link: the newest of its attempts. */
function lastAttempts(run: Run): readonly Attempt[] {
  return run.links.flatMap((_, linkIndex) => run.attempts.findLast((attempt) => attempt.linkIndex === linkIndex) ?? []);
}

function lineIcon(attempt: Attempt): IconName {
  if (attempt.failure?.reason === "no-key") return "key";
  if (attempt.status === "skipped") return "timer";
  return attempt.failure?.class === "NETWORK" ? "off" : "warn";
}

function lineWords(run: Run, attempt: Attempt, names: RowNames): string {
  const tries = run.attempts.filter((one) => one.linkIndex === attempt.linkIndex && one.status === "failed").length;
  const what = attempt.failure === null ? "no answer" : briefOf(attempt.failure);
  const again = tries > 1 ? `, tried ${tries === 2 ? "twice" : `${formatCountWord(tries)} times`}` : "";
  const isShared = run.links.filter((link) => link.provider === attempt.providerId).length > 1;
  const who = isShared ? names.model(attempt.providerId, attempt.modelId) : names.provider(attempt.providerId);
  return `${who}: ${what}${again}`;
}

function detailsOf(run: Run, names: RowNames): string {
  const lines = run.attempts.map((attempt) => `${lineWords(run, attempt, names)}. ${attempt.failure?.message ?? ""}`);
  return [`${run.title}: no answer`, ...lines].join("\n");
}
