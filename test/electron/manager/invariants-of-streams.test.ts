import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Adapter } from "#electron/manager/dependencies.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { newLink } from "#shared/chain.ts";
import type { Run } from "#shared/run.ts";
import { createHarness } from "#test/support/engine-harness.ts";
import { type GoldenSection, type GoldenStream, goldenStreams } from "#test/support/golden.ts";
import { runsOf } from "#test/support/runs.ts";
import type { Script } from "#test/support/scripted-transport.ts";

/** Every golden answer of every dialect, cut after any byte and in any network chunks. About 4 s of one core. */

const adapters: Readonly<Record<GoldenSection, Adapter>> = {
  openai: openAiChat,
  responses: openAiResponses,
  anthropic: anthropicMessages,
  gemini: googleGenerate,
  openrouter: openAiChat,
  compatible: openAiChat,
};

/** What says why an answer ended, as it is on the wire of each dialect; the last one of a stream counts. */
const finishMark =
  /"finish_reason": ?"|"finishReason": ?"|"stop_reason": ?"|"type": ?"response\.(?:completed|incomplete)"|\[DONE\]/g;

type Whole = {
  readonly section: GoldenSection;
  readonly id: string;
  readonly bytes: Uint8Array;
  /** Where the first event that says why it ended begins, and where the last one of these is over, in bytes. */
  readonly finishFrom: number;
  readonly finishUntil: number;
  readonly says: string;
};

const decoder = new TextDecoder();

/** Plays one answer on the only link of a chain. */
async function answered(section: GoldenSection, script: Script): Promise<Run> {
  const chain = { links: [newLink("l", "A", { providerId: "a", modelId: "m" })], onMidStream: "fail" } as const;
  const harness = createHarness({ chain, adapters: { a: adapters[section] } });
  harness.transport.script("a.test", script);
  const id = harness.send();
  await harness.clock.advance(700_000);
  return harness.run(id);
}

async function wholeOf(section: GoldenSection, { id, status, contentType, bytes }: GoldenStream): Promise<Whole[]> {
  const text = decoder.decode(bytes);
  if (status !== 200 || !contentType.includes("event-stream")) return [];
  const run = await answered(section, { chunks: [{ afterMs: 1, text: "", bytes }] });
  const marks = [...text.matchAll(finishMark)].map(({ index }) => index);
  const [first, last] = [marks[0], marks.at(-1)];
  if (run.status !== "done" || run.attempts.length !== 1 || first === undefined || last === undefined) return [];
  const lineEnd = text.indexOf("\n", last);
  const finishUntil = lineEnd === -1 ? text.length : text.indexOf("\n", lineEnd + 1) + 1 || text.length;
  const inBytes = (until: number) => new TextEncoder().encode(text.slice(0, until)).length;
  return [{ section, id, bytes, finishFrom: inBytes(first), finishUntil: inBytes(finishUntil), says: run.text }];
}

const sections = ["openai", "responses", "anthropic", "gemini", "openrouter", "compatible"] as const;
const all = await Promise.all(
  sections.flatMap((section) => goldenStreams(section).map((stream) => wholeOf(section, stream))),
);
const wholes = all.flat();

/** The bytes in network chunks of any size, 3 ms apart. */
function scriptOf(bytes: Uint8Array, { sizes, end }: Pick<Sending, "sizes" | "end">): Script {
  const chunks: { afterMs: number; text: string; bytes: Uint8Array }[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const until = at + (sizes[turn % sizes.length] ?? bytes.length);
    chunks.push({ afterMs: 3, text: "", bytes: bytes.slice(at, until) });
    at = until;
  }
  return { chunks, end };
}

type Sending = {
  readonly whole: Whole;
  /** How far into the stretch that is looked at it is cut. */
  readonly part: number;
  readonly sizes: readonly number[];
  readonly end: "close" | "reset" | "hang";
};

const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 41, max: 4000 })), {
  minLength: 1,
  maxLength: 6,
});
const end = fc.constantFrom<"close" | "reset" | "hang">("close", "close", "reset", "hang");
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const sending: fc.Arbitrary<Sending> = fc.record({ whole: fc.constantFrom(...wholes), part: share, sizes, end });

describe("golden answers of all dialects", { timeout: 900_000 }, () => {
  test("there are whole ones of each", () => {
    for (const section of sections)
      expect(
        wholes.some((whole) => whole.section === section),
        section,
      ).toBe(true);
  });

  test("invariant 12: a truncated stream is never success", async () => {
    await fc.assert(
      fc.asyncProperty(sending, async ({ whole, part, ...sent }) => {
        const cut = whole.bytes.slice(0, Math.floor(part * whole.finishFrom));
        const run = await answered(whole.section, scriptOf(cut, sent));
        expect([run.status, run.answeredBy]).toEqual(["failed", null]);
        expect(whole.says.startsWith(run.text)).toBe(true);
      }),
      { numRuns: runsOf(3000, 40_000) },
    );
  });

  test("invariant 12: a finished one is a success without [DONE], and however its body ends", async () => {
    await fc.assert(
      fc.asyncProperty(sending, async ({ whole, part, ...sent }) => {
        const tail = whole.bytes.length - whole.finishUntil;
        const cut = whole.bytes.slice(0, whole.finishUntil + Math.ceil(part * tail));
        const run = await answered(whole.section, scriptOf(cut, sent));
        expect([run.status, run.text]).toEqual(["done", whole.says]);
      }),
      { numRuns: runsOf(3000, 40_000) },
    );
  });
});
