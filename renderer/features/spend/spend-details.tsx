import { countOf } from "#renderer/parts/count-of.ts";
import { driftWords, isDrift } from "#renderer/parts/drift-words.ts";
import { MoneyDetails, type MoneySection, Quotient } from "#renderer/parts/money/money-details.tsx";
import { wastedSumWords } from "#renderer/parts/money/wasted-sum-words.ts";
import { useNames } from "#renderer/parts/names.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import type { ModelSpend, ModelUse, SpendPart, SpendReport, SpendSum, WasteCause } from "#shared/spend.ts";
import { costWords } from "./spend-words.ts";
import { isSameModel, titleOf, wastedWords } from "./waste-words.ts";

/** What stands behind each figure of the view, all of it in one form (money-details.tsx). */

/** Everything of a report. */
export function SpentDetails({ title, report }: { readonly title: string; readonly report: SpendReport }) {
  const part = { ...report.total, uses: report.byModel.flatMap(usesOf) };
  return <PartDetails title={title} part={part} wasted={wastedWords(part.wastedNanoUsd, report.waste)} />;
}

export type PartDetailsProps = {
  readonly title: string;
  readonly part: SpendPart;
  /** What was wasted of it, where more is known of that than the sum says. */
  readonly wasted?: string;
};

/** Of a provider, a chain, a route, a client. */
export function PartDetails({ title, part, wasted = wastedSumWords(part) }: PartDetailsProps) {
  const sections = useModelSections()(part.uses);
  return (
    <MoneyDetails title={title} total={costWords(part)} sections={sections}>
      <p className="sub num">{usedWords(part, wasted)}</p>
      <Refused sum={part} uses={part.uses} />
    </MoneyDetails>
  );
}

export type ModelDetailsProps = { readonly model: ModelSpend; readonly waste: readonly WasteCause[] };

/** `waste`: of the whole report. */
export function ModelDetails({ model, waste }: ModelDetailsProps) {
  const uses = usesOf(model);
  const [section] = useModelSections()(uses);
  const title = section?.title ?? model.modelId;
  return (
    <MoneyDetails title={title} total={costWords(model)} sections={section === undefined ? [] : [section]}>
      <p className="sub num">{usedWords(model, wastedWords(model.wastedNanoUsd, waste, model))}</p>
      <Refused sum={model} uses={uses} />
      {model.drift !== null && isDrift(model.drift) ? <p className="warn num">{driftWords(model.drift)}</p> : null}
    </MoneyDetails>
  );
}

export type WastedDetailsProps = {
  readonly title: string;
  readonly causes: readonly WasteCause[];
  /** Only what this model lost; absent: all of it. */
  readonly model?: ModelRef;
};

/** What attempts cost that did not win, by what went wrong. */
export function WastedDetails({ title, causes, model }: WastedDetailsProps) {
  const sectionsOf = useModelSections();
  const isMeant = (use: ModelRef) => model === undefined || isSameModel(use, model);
  const sections = causes.flatMap((cause) =>
    sectionsOf(cause.uses.filter(isMeant)).map((section): MoneySection => {
      const name = titleOf(cause);
      const beside = `${section.title}, ${section.beside}`;
      return { ...section, key: `${name}|${section.key}`, title: name, beside };
    }),
  );
  const uses = sections.flatMap((section) => section.uses);
  const nanoUsd = uses.reduce((sum, use) => sum + use.nanoUsd, 0);
  const unknown = uses.reduce((sum, use) => sum + (use.source === "unknown" ? use.attempts : 0), 0);
  return (
    <MoneyDetails title={title} total={wastedWords(nanoUsd, causes, model)} sections={sections}>
      <p className="sub num">
        What attempts cost that gave no answer, or not the one that was kept.
        {unknown === 0 ? "" : ` ${countOf(unknown, "attempt")} of unknown cost not in it.`}
        {uses.length === 0 ? " None of them was billed." : ""}
      </p>
    </MoneyDetails>
  );
}

/** A mean, and what is not in it. */
export function PerAnswerDetails({ report }: { readonly report: SpendReport }) {
  const { mean, nanoUsd, answers } = report.costPerAnswer;
  const leftOut = report.total.answers - answers;
  return (
    <Quotient title="Cost per answer" nanoUsd={nanoUsd} answers={answers} mean={mean ?? 0}>
      <p className="sub num">
        Each with what its failed attempts cost.
        {leftOut > 0 ? ` ${countOf(leftOut, "answer")} of unknown cost left out.` : ""}
        {report.unanswered > 0 ? ` ${countOf(report.unanswered, "prompt")} without an answer left out.` : ""}
      </p>
    </Quotient>
  );
}

function usesOf({ providerId, modelId, prices }: ModelSpend): readonly ModelUse[] {
  return prices.map((use) => ({ providerId, modelId, ...use }));
}

/** A section for each model, in the order in which they come. */
function useModelSections() {
  const names = useNames();
  return (uses: readonly ModelUse[]): readonly MoneySection[] => {
    const models = uses.filter((use, index) => uses.findIndex((one) => isSameModel(one, use)) === index);
    return models.map((model) => ({
      key: `${model.providerId}/${model.modelId}`,
      title: names.model(model.providerId, model.modelId),
      beside: names.provider(model.providerId),
      uses: uses.filter((use) => isSameModel(use, model)),
    }));
  };
}

type RefusedProps = { readonly sum: SpendSum; readonly uses: readonly ModelUse[] };

/** Attempts without a price, because nothing of them was billed. */
function Refused({ sum, uses }: RefusedProps) {
  const refused = sum.attempts - uses.reduce((count, use) => count + use.attempts, 0);
  if (refused <= 0) return null;
  return <p className="sub num">{countOf(refused, "attempt")} more, refused before anything was billed.</p>;
}

/** `21,340 tokens in (4,096 from cache), 13,912 out. $0.0167 of it was wasted.` */
function usedWords(sum: SpendSum, wasted: string): string {
  const cached = sum.cachedTokens === 0 ? "" : ` (${formatCount(sum.cachedTokens)} from cache)`;
  const parts = [
    `${countOf(sum.inputTokens, "token")} in${cached}, ${formatCount(sum.outputTokens)} out.`,
    ...(sum.wastedNanoUsd > 0 ? [`${wasted} of it was wasted.`] : []),
    ...(sum.estimatedNanoUsd > 0 ? [`${formatCost(sum.estimatedNanoUsd)} of it is estimated.`] : []),
    ...(sum.unknownCosts > 0 ? [`${countOf(sum.unknownCosts, "attempt")} of unknown cost not in it.`] : []),
  ];
  return parts.join(" ");
}
