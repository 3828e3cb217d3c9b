import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { servedInstead } from "#shared/served-model.ts";
import styles from "./inspector.module.css";

export type ServedSectionProps = { readonly run: Run; readonly attempt: Attempt; readonly names: RowNames };

/** Who answered, by its own account, and how its answer ended. */
export function ServedSection({ run, attempt, names }: ServedSectionProps) {
  const facts = factsOf(run, attempt, names);
  if (facts.length === 0) return null;
  return (
    <section aria-label="Served by">
      <h3>Served by</h3>
      <dl className={styles.facts}>
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

type Fact = readonly [name: string, text: string];

function factsOf(run: Run, attempt: Attempt, names: RowNames): readonly Fact[] {
  const link = run.links[attempt.linkIndex];
  const { modelServed, upstreamProvider, generationId, finish, nativeFinish, malformedEvents } = attempt;
  const isOther = servedInstead(link, attempt) !== null;
  const fact = (name: string, text: string | null): readonly Fact[] => (text === null ? [] : [[name, text]]);
  const asked = names.model(attempt.providerId, attempt.modelId);
  return [
    ...fact("Model", modelServed === null || !isOther ? modelServed : `${modelServed}, in place of ${asked}`),
    ...fact("Upstream", upstreamProvider),
    ...fact("Generation", generationId),
    ...fact("Ended with", finish === null ? null : nativeFinish === null ? finish : `${finish} (${nativeFinish})`),
    ...fact("Broken events", malformedEvents === 0 ? null : `${malformedEvents} skipped`),
  ];
}
