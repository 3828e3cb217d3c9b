import { useEffect, useState } from "react";
import { askTokenCounts } from "#renderer/actions/token-counts.ts";
import { tokensIn } from "#renderer/parts/token-counts.ts";
import { worstCaseOfChain } from "#renderer/parts/worst-case.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useTokenCountsStore } from "#renderer/stores/token-counts-store.ts";
import { SelectField } from "#renderer/ui/field.tsx";
import type { Chain } from "#shared/chain.ts";
import { formatCost, formatCount, formatSeconds } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import type { WorstCase as Worst } from "#shared/worst-case.ts";
import type { HealthParts } from "./link-health.ts";
import styles from "./worst-case.module.css";

export type WorstCaseProps = { readonly chain: Chain; readonly parts: HealthParts };

const sizes = [1_000, 10_000, 100_000];

/** The longest that this chain can take and the most that it can cost, for the draft or for a prompt of a stated size. */
export function WorstCase({ chain, parts }: WorstCaseProps) {
  const draft = useComposerStore((state) => state.draft);
  const [picked, setPicked] = useState<number | null>(null);
  const hasDraft = draft.trim() !== "";
  const size = picked ?? (hasDraft ? null : (sizes[0] ?? null));
  const draftTokens = useDraftTokens(chain, draft);
  const worst = worstCaseOfChain(chain, { ...parts, tokensOf: (model) => size ?? draftTokens.of(model) });
  if (worst.requests === 0) return null;
  return (
    <section className={styles.band} aria-label="Worst case">
      <dl className={styles.figures}>
        <Figure label="First token, at most" title={timeWords}>
          {formatSeconds(worst.firstTokenMs)}
        </Figure>
        <Figure label="Whole answer, at most" title={timeWords}>
          {formatSeconds(worst.totalMs)}
        </Figure>
        <Figure label="Cost" title={costWords(worst)}>
          {worst.nanoUsd === null ? "unknown" : `Up to ${formatCost(worst.nanoUsd)}`}
          {worst.unknownPrices === 0 ? null : <span className="sub"> {unknownWords(worst.unknownPrices)}</span>}
        </Figure>
      </dl>
      <SelectField
        label="For a prompt of"
        value={size === null ? "" : String(size)}
        onChange={(event) => setPicked(event.target.value === "" ? null : Number(event.target.value))}
      >
        {hasDraft ? <option value="">{`Your draft, ${draftTokens.text}`}</option> : null}
        {sizes.map((tokens) => (
          <option key={tokens} value={tokens}>{`${formatCount(tokens)} tokens`}</option>
        ))}
      </SelectField>
    </section>
  );
}

type FigureProps = { readonly label: string; readonly title: string; readonly children: React.ReactNode };

function Figure({ label, title, children }: FigureProps) {
  return (
    <div title={title}>
      <dt>{label}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}

const timeWords =
  "Where every link is silent or refuses at the last moment and is asked again. Waiting for a cooldown is not in it.";

function costWords({ requests }: Worst): string {
  const count = requests === 1 ? "1 request is" : `All ${requests} requests are`;
  return `Where ${count.slice(0, 1).toLowerCase()}${count.slice(1)} billed with the longest answer.`;
}

function unknownWords(count: number): string {
  return count === 1 ? "1 link has no known price" : `${count} links have no known price`;
}

/** The draft's tokens by model, and the first link's in words. */
function useDraftTokens(chain: Chain, draft: string) {
  const counted = useTokenCountsStore();
  const models = chain.links.map((link) => ({ providerId: link.provider, modelId: link.modelId }));
  useEffect(() => askTokenCounts("chain", draft, models));
  const first = models[0];
  const { tokens, isEstimate } =
    first === undefined ? { tokens: 0, isEstimate: false } : tokensIn(counted, draft, first);
  return {
    of: (model: ModelRef) => tokensIn(counted, draft, model).tokens,
    text: `${isEstimate ? "≈" : ""}${formatCount(tokens)} tokens`,
  };
}
