import type { PointerEvent } from "react";
import styles from "./cumulative.module.css";
import { type Plane, type Step, stepAt } from "./steps.ts";

export type PointerProps = {
  readonly from: number;
  readonly to: number;
  readonly steps: readonly Step[];
  readonly plane: Plane;
  readonly stepsLabel: string;
  readonly wordsOf: (step: Step) => string;
  /** Index of the step whose values are told; null for none. */
  readonly shown: number | null;
  readonly onShow: (shown: number | null) => void;
};

/** Tells the values of one step: the one below the pointer, or the one that the arrow keys reached. */
export function Pointer({ from, to, steps, plane, stepsLabel, wordsOf, shown, onShow }: PointerProps) {
  const last = steps.length - 1;
  const index = Math.min(shown ?? last, last);
  const step = steps[index];
  const follow = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = from + ((event.clientX - box.left) / Math.max(1, box.width)) * (to - from);
    onShow(stepAt(steps, at));
  };
  return (
    <div className={styles.pointer} onPointerMove={follow} onPointerLeave={() => onShow(null)}>
      <input
        type="range"
        aria-label={stepsLabel}
        aria-valuetext={step === undefined ? "" : wordsOf(step)}
        min={0}
        max={last}
        value={index}
        onChange={(event) => onShow(event.target.valueAsNumber)}
        onFocus={() => onShow(index)}
        onBlur={() => onShow(null)}
      />
      {shown === null || step === undefined ? null : <Mark step={step} plane={plane} words={wordsOf(step)} />}
    </div>
  );
}

type MarkProps = { readonly step: Step; readonly plane: Plane; readonly words: string };

/** Beside the pointer on the side where there is more room. */
function Mark({ step, plane, words }: MarkProps) {
  const x = plane.x(step.at);
  const side = x > 50 ? "left" : "right";
  return (
    <span className={styles.mark} style={{ "--x": `${x}%`, "--y": `${plane.y(step.value)}%` }} aria-hidden="true">
      <span className={`num ${styles.told}`} data-side={side}>
        {words}
      </span>
    </span>
  );
}
