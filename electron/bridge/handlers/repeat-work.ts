import type { RepeatedComparison, RepeatWork } from "#electron/manager/repeat/work.ts";
import type { ComparisonState } from "#shared/contract.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import type { PromptImage } from "#shared/prompt.ts";
import { promptOfRound, rowOf } from "#shared/repeat.ts";
import { fillTemplate } from "#shared/template.ts";
import { type PromptFor, readImages, readTurns, sizedPrompts } from "./ask-columns.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** `known`: of the same conversation, with the runs of the repeated one where it has some. */
type Known = { readonly comparison: RepeatedComparison; readonly known: readonly ComparisonState[] };

/** With everything that its models get to read. */
export async function workOf(
  dependencies: HandlerDependencies,
  { comparison, known, images }: Known & { readonly images: readonly PromptImage[] },
): Promise<RepeatWork> {
  const { columns } = comparison.repeat;
  return workFrom({ comparison, known }, await readTurns(dependencies, { comparison, columns, known, images }));
}

/** The same, its images read from the disk. */
export async function savedWorkOf(dependencies: HandlerDependencies, of: Known): Promise<Answer<RepeatWork>> {
  const images = await readImages(dependencies, of.comparison);
  return images.ok ? succeed(await workOf(dependencies, { ...of, images: images.value })) : images;
}

/** Good for counting what it may cost, and for nothing else: what its images show is left out. */
export function sizedWorkOf({ comparison, known }: Known): RepeatWork {
  const { columns } = comparison.repeat;
  return workFrom({ comparison, known }, sizedPrompts({ comparison, columns, known }));
}

function workFrom({ comparison, known }: Known, promptFor: PromptFor): RepeatWork {
  const runs = known.find((state) => state.comparison.id === comparison.id)?.runs ?? [];
  return {
    comparison,
    runs,
    ask: ({ columnId, overrides }, round) => {
      const row = rowOf(comparison.repeat, round);
      const { system } = overrides ?? {};
      const isFilled = row === null || system === undefined;
      const own = isFilled ? overrides : { ...overrides, system: fillTemplate(system, row) };
      const column = { columnId, ...(own !== undefined && { overrides: own }) };
      const { prompt, system: common } = promptOfRound(comparison, round);
      const texts = { prompt, ...(common !== undefined && { system: common }) };
      return { prompt: promptFor(column, texts), ...(own !== undefined && { overrides: own }) };
    },
  };
}
