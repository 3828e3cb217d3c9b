import { describe, expect, it } from "vitest";
import { type FaultCase, playedOf } from "./matrix.ts";

/** A test for each combination that is played, side by side. */
export function testFaults(cases: readonly FaultCase[]): void {
  describe.concurrent("a provider's fault over real sockets", () => {
    it.each(playedOf(cases).map(({ one, on }) => ({ ...one, ...on })))(
      "$id ($speaker, $shape): $title",
      async ({ play, speaker, shape }) => {
        expect(await play({ speaker, shape })).toEqual([]);
      },
    );
  });
}
