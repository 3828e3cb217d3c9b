import { countOf } from "#renderer/parts/count-of.ts";
import type { Strip, StripFigure } from "#renderer/ui/charts/strips.ts";
import { sortedValues } from "#shared/statistics/bootstrap.ts";
import { figureOf } from "#shared/statistics/distribution.ts";
import { type MeasureName, measures, valuesOf } from "#shared/statistics/measures.ts";
import { tooFewRuns, valueWords } from "#shared/statistics/row-words.ts";
import { type MeasureAxis, measureAxes } from "./measure-axes.ts";
import type { Series } from "./series.ts";

/** One strip for each series; failed runs have no place in it. */
export function stripsOf(series: readonly Series[], name: MeasureName): readonly Strip[] {
  const axis = measureAxes[measures[name].unit];
  return series.map(({ columnId, name: title, look, samples }) => {
    const values = valuesOf(samples, name);
    const inOrder = sortedValues(values);
    const p50 = figure(figureOf(inOrder, "p50"), axis);
    return {
      id: columnId,
      name: title,
      look,
      values: values.map((value) => value / axis.perUnit),
      p50,
      p95: figure(figureOf(inOrder, "p95"), axis),
      ...(p50 === null && { note: values.length === 0 ? "nothing measured" : tooFewRuns }),
    };
  });
}

function figure(value: number | null, { perUnit, bareWords }: MeasureAxis): StripFigure | null {
  return value === null ? null : { value: value / perUnit, label: bareWords(value) };
}

/** `First token: Direct p50 0.89 s, p95 1.03 s; OpenRouter p50 1.18 s, p95 2.33 s.` for assistive tech. */
export function sentenceOf(series: readonly Series[], name: MeasureName): string {
  const { title } = measures[name];
  const told = series.map(({ name: who, samples }) => {
    const values = sortedValues(valuesOf(samples, name));
    const say = (quantile: "p50" | "p95") => {
      const value = figureOf(values, quantile);
      return value === null ? null : `${quantile} ${valueWords(name, value)}`;
    };
    const figures = [say("p50"), say("p95")].filter((words) => words !== null);
    return `${who} ${figures.length === 0 ? tooFewRuns : figures.join(", ")}`;
  });
  return `${title}: ${told.join("; ")}.`;
}

/** Answers that say nothing of this measure: `2 answers of unknown cost are left out.` Null where all do. */
export function leftOutWords(series: readonly Series[], name: MeasureName): string | null {
  const answers = series.flatMap(({ samples }) => samples.filter((sample) => sample.failure === null));
  const count = answers.length - valuesOf(answers, name).length;
  if (count === 0) return null;
  const who = countOf(count, "answer");
  const is = count === 1 ? "is" : "are";
  if (name === "cost") return `${who} of unknown cost ${is} left out.`;
  if (name === "speed") return `${who} too short for a speed ${is} left out.`;
  return `${who} without this figure ${is} left out.`;
}
