import { type RefObject, useEffect, useLayoutEffect } from "react";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";

/**
 * Where each answer of the columns is scrolled to. Moving an element takes its place in the text away, so it is put
 * back after a reorder; and with "Scroll columns together" the others follow the one that somebody scrolls.
 */
export function useAnswerScroll(box: RefObject<HTMLElement | null>, ids: readonly string[]): void {
  const order = ids.join(" ");
  useEffect(() => {
    const root = box.current;
    return root === null ? undefined : watch(root);
  }, [box]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is what moves the elements
  useLayoutEffect(() => {
    for (const answer of answersIn(box.current)) {
      const top = tops.get(answer);
      if (top !== undefined && answer.scrollTop !== top) answer.scrollTop = top;
    }
  }, [box, order]);
}

const tops = new WeakMap<Element, number>();

/** What a person does to scroll; our own scrolling comes without. */
const scrollingEvents = ["wheel", "keydown", "pointerdown", "touchmove"] as const;

function watch(root: HTMLElement): () => void {
  let leader: Element | null = null;
  const onReader = (event: Event) => {
    leader = answerOf(event.target);
  };
  const onScroll = ({ target }: Event) => {
    const answer = answerOf(target);
    // One that streams goes to its end by itself; asking for its place would cost a layout in every frame.
    if (answer === null || (answer !== leader && isBusy(answer))) return;
    tops.set(answer, answer.scrollTop);
    if (answer === leader && useCompareLayoutStore.getState().scrollsTogether) followIn(root, answer);
  };
  // Scroll events do not bubble, so they are caught on their way down.
  root.addEventListener("scroll", onScroll, { capture: true, passive: true });
  for (const name of scrollingEvents) root.addEventListener(name, onReader, { capture: true, passive: true });
  return () => {
    root.removeEventListener("scroll", onScroll, { capture: true });
    for (const name of scrollingEvents) root.removeEventListener(name, onReader, { capture: true });
  };
}

/** Answers differ in length, so the others go to the same share of their way; one that streams stays at its end. */
function followIn(root: HTMLElement, leader: HTMLElement): void {
  const share = leader.scrollTop / Math.max(1, leader.scrollHeight - leader.clientHeight);
  for (const answer of answersIn(root)) {
    if (answer === leader || isBusy(answer)) continue;
    answer.scrollTop = share * (answer.scrollHeight - answer.clientHeight);
  }
}

function isBusy(answer: HTMLElement): boolean {
  return answer.closest('[aria-busy="true"]') !== null;
}

function answersIn(root: HTMLElement | null): readonly HTMLElement[] {
  return [...(root?.querySelectorAll<HTMLElement>("article section[tabindex]") ?? [])];
}

function answerOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("article section[tabindex]") : null;
}
