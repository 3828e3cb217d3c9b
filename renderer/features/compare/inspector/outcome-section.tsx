import { clearCooldown } from "#renderer/actions/limits.ts";
import { ClearCooldown } from "#renderer/parts/clear-cooldown.tsx";
import { classWords, wordsOf } from "#renderer/parts/failure-words.ts";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Failure } from "#shared/failure.ts";
import { formatPause, formatTimeOfDay } from "#shared/format.ts";
import type { Attempt } from "#shared/run.ts";
import styles from "./inspector.module.css";

export type OutcomeSectionProps = { readonly attempt: Attempt; readonly names: RowNames };

/** Why an attempt is no answer: our class in words beside what the server itself said. */
export function OutcomeSection({ attempt, names }: OutcomeSectionProps) {
  const provider = useAppStore((state) => state.providers.find((one) => one.provider.id === attempt.providerId));
  const { failure } = attempt;
  if (failure === null) return null;
  const words = wordsOf(failure, {
    provider: names.provider(attempt.providerId),
    model: names.model(attempt.providerId, attempt.modelId),
  });
  return (
    <section aria-label="Failure">
      <p className="strong bad">{words.title}</p>
      {isSaidBelow(words.body, failure) ? null : <p className="sub num">{words.body}</p>}
      <dl className={styles.facts}>
        {factsOf(failure).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
      {provider === undefined ? null : <ClearCooldown state={provider} onClear={clearCooldown} />}
    </section>
  );
}

/** The facts tell the hint and the server's own words; what only repeats them is left out. */
function isSaidBelow(body: string, { message, hintMs }: Failure): boolean {
  return body === "" || body === message || (hintMs !== null && body.startsWith("It asked for"));
}

function factsOf(failure: Failure): readonly (readonly [name: string, text: string])[] {
  const { status, code, message, hintMs, retryAtMs } = failure;
  return [
    ["Class", classWords(failure)],
    ...(status === null ? [] : ([["Status", String(status)]] as const)),
    ...(code === null ? [] : ([["Code", code]] as const)),
    ...(message === "" ? [] : ([["Message", message]] as const)),
    ...(hintMs === null ? [] : ([["Asked for", `a ${formatPause(hintMs)} pause`]] as const)),
    ...(retryAtMs === null ? [] : ([["Cooldown", `until ${formatTimeOfDay(retryAtMs)}`]] as const)),
  ];
}
