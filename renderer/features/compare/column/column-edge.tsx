import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { equalColumnWidths, resizeColumn } from "#renderer/actions/compare-layout.ts";
import { narrowestColumnPx, widestColumnPx } from "#renderer/stores/compare-size.ts";
import styles from "./column-edge.module.css";

export type ColumnEdgeProps = { readonly index: number; readonly name: string };

const stepPx = 16;
const longStepPx = 64;

/** The right edge of a column: drag it, or focus it and use the arrow keys; a double click makes all widths equal. */
export function ColumnEdge({ index, name }: ColumnEdgeProps) {
  const edge = useRef<HTMLDivElement>(null);
  // Shares of the room are not known before the column is drawn, so the width is read where it is asked for.
  const [width, setWidth] = useState(narrowestColumnPx);
  const measure = () => setWidth(Math.round(widthOf(edge.current)));
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    edge.current?.focus();
    followPointer(event, (widthPx) => resizeColumn(index, widthPx));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthByKey(event, widthOf(edge.current));
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (next === "equal") equalColumnWidths();
    else resizeColumn(index, next);
    requestAnimationFrame(measure);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no hr
    <div
      ref={edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width}
      aria-valuemin={narrowestColumnPx}
      aria-valuemax={widestColumnPx}
      aria-valuetext={`${width} pixels`}
      title="Drag to resize, double click for equal widths"
      tabIndex={0}
      className={styles.edge}
      onFocus={measure}
      onPointerDown={onPointerDown}
      onDoubleClick={equalColumnWidths}
      onKeyDown={onKeyDown}
    />
  );
}

function widthOf(edge: HTMLElement | null): number {
  return edge?.parentElement?.getBoundingClientRect().width ?? narrowestColumnPx;
}

/** Undefined for a key that does not resize. */
function widthByKey(event: KeyboardEvent, widthPx: number): number | "equal" | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey) return undefined;
  const step = event.shiftKey ? longStepPx : stepPx;
  if (event.key === "ArrowLeft") return widthPx - step;
  if (event.key === "ArrowRight") return widthPx + step;
  if (event.key === "Home") return narrowestColumnPx;
  if (event.key === "Enter") return "equal";
  return undefined;
}

/** Tells how wide the column is to be while the pointer moves, at most once per frame, until it is let go. */
function followPointer(down: PointerEvent<HTMLElement>, onWidth: (widthPx: number) => void): void {
  const element = down.currentTarget;
  const startX = down.clientX;
  const startPx = widthOf(element);
  let frame = 0;
  const move = ({ clientX }: globalThis.PointerEvent) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => onWidth(startPx + clientX - startX));
  };
  const end = () => {
    element.removeEventListener("pointermove", move);
    element.removeEventListener("pointerup", end);
    element.removeEventListener("pointercancel", end);
  };
  element.setPointerCapture(down.pointerId);
  element.addEventListener("pointermove", move);
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
}
