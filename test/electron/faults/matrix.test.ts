import { expect, it } from "vitest";
import { answerCases } from "./cases-answer.ts";
import { clockCases } from "./cases-clock.ts";
import { connectionCases } from "./cases-connection.ts";
import { cutCases } from "./cases-cut.ts";
import { floodCases } from "./cases-flood.ts";
import { garbageCases } from "./cases-garbage.ts";
import { refusedCases } from "./cases-refused.ts";
import { restartCases } from "./cases-restart.ts";
import { statusCases } from "./cases-status.ts";
import { stopCases } from "./cases-stop.ts";
import { textCases } from "./cases-text.ts";
import { combinationsOf, playedOf, shapes, speakers } from "./matrix.ts";

/**
 * The matrix as a whole. Every combination that can happen is played in every run of the tests; the floods of P24 are
 * smaller there than in `npm run test:soak`.
 */
const cases = [
  ...[connectionCases, cutCases, textCases, garbageCases, floodCases, refusedCases],
  ...[statusCases, answerCases, stopCases, restartCases, clockCases],
].flat();

it("all 48 faults are there, each once", () => {
  const numbers = cases.map(({ id }) => Number(id.slice(1))).toSorted((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
});

it("every fault is played on every wire, or it is said why not", () => {
  const all = combinationsOf(cases);
  expect(all).toHaveLength(48 * speakers.length * shapes.length);
  expect(playedOf(cases)).toHaveLength(350);
  for (const { one, on, why } of all) {
    if (on.shape === "stream") expect(why, `${one.id} on ${on.speaker}`).toBe(null);
    else if (why !== null) expect(why.length).toBeGreaterThan(20);
  }
});
