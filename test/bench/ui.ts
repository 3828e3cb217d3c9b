import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "#test/support/browser.ts";
import { startScriptedHost } from "#test/support/scripted-host.ts";
import { installProbe, type Memory, memoryOf, percentile, type Watched, watch } from "./ui/probe.ts";
import { createScriptedStream, idleScene } from "./ui/scripted-stream.ts";
import { answerOf } from "./ui/text.ts";

/**
 * The built window in headless Chromium, fed over its contract: 16 columns at 100 tokens per second each, with typing
 * in between, for ten minutes; then one answer of 4 MB. Prints a table, then the same as one line of JSON.
 * `--minutes N` and `--megabytes N` make it shorter.
 */

const columns = 16;
const tokensPerSecond = 100;
const charactersPerToken = 4;
const answerSeconds = 20;
const longAnswerPerSecond = 40_000;

const numberAfter = (flag: string, otherwise: number) => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const minutes = numberAfter("--minutes", 10);
const megabytes = numberAfter("--megabytes", 4);

const round = (value: number, digits = 1) => Number(value.toFixed(digits));

async function withWindow<T>(count: number, work: (page: Page, stream: Stream) => Promise<T>): Promise<T> {
  const root = fileURLToPath(new URL("../../dist/renderer/", import.meta.url));
  const host = await startScriptedHost({ root, scene: () => idleScene(count), theme: "light", demo: false });
  let browser: Browser | null = null;
  try {
    browser = await launchBrowser([], "whole");
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(installProbe);
    await page.goto(host.url);
    await page.getByRole("textbox", { name: "Prompt" }).waitFor();
    return await work(page, createScriptedStream(host));
  } finally {
    await browser?.close();
    await host.close();
  }
}

type Stream = ReturnType<typeof createScriptedStream>;

async function typing(page: Page, isOver: () => boolean): Promise<void> {
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  await prompt.focus();
  const words = "Now the same change on MySQL 8.0. Point out where the steps differ. ";
  while (!isOver()) {
    for (const letter of words) if (!isOver()) await page.keyboard.press(letter, { delay: 60 });
    await prompt.fill("");
  }
}

async function manyColumns() {
  return withWindow(columns, async (page, stream) => {
    await page.getByRole("radio", { name: "Columns" }).check({ force: true });
    const text = answerOf(tokensPerSecond * charactersPerToken * answerSeconds);
    const options = { columns, text, charactersPerSecond: tokensPerSecond * charactersPerToken };
    // Loads what is loaded late, so that it is not counted.
    await stream.play({ ...options, text: text.slice(0, 2_000) });
    const quiet = await watch(page, () => stream.play(options));
    const sends = Math.max(2, Math.round((minutes * 60) / answerSeconds) - 1);
    const memory: Memory[] = [];
    let isOver = false;
    const watched = await watch(page, async () => {
      const typed = typing(page, () => isOver);
      for (let send = 0; send < sends; send += 1) {
        await stream.play(options);
        memory.push(await memoryOf(page));
      }
      isOver = true;
      await typed;
    });
    return { quiet, watched, memory };
  });
}

/** Frames and the work in them at the beginning and at the end of one long answer. */
async function longAnswer() {
  return withWindow(1, async (page, stream) => {
    const text = answerOf(megabytes * 1_000_000);
    await stream.play({ columns: 1, text: text.slice(0, 10_000), charactersPerSecond: longAnswerPerSecond });
    return watch(page, () => stream.play({ columns: 1, text, charactersPerSecond: longAnswerPerSecond }));
  });
}

function shareOf(frames: readonly number[], from: number, to: number): readonly number[] {
  return frames.slice(Math.floor(frames.length * from), Math.floor(frames.length * to));
}

const framesPerSecond = ({ frameMs, seconds }: Watched) => round(frameMs.length / seconds);

const many = await manyColumns();
const long = await longAnswer();
const warm = many.memory.slice(Math.floor(many.memory.length / 3));
const result = {
  columns,
  minutes,
  framesPerSecond: framesPerSecond(many.quiet),
  commitsPerSecond: round(many.quiet.commits / many.quiet.seconds),
  tasksOver50Ms: many.quiet.longTaskMs.length,
  longestTaskMs: round(Math.max(0, ...many.quiet.longTaskMs)),
  longestFrameMs: round(Math.max(...many.quiet.frameMs)),
  whileTyping: {
    framesPerSecond: framesPerSecond(many.watched),
    keys: many.watched.keyDelayMs.length,
    inputDelayP95Ms: round(percentile(many.watched.keyDelayMs, 0.95)),
  },
  heapMb: many.memory.map(({ heapMb }) => round(heapMb)),
  heapGrowthMb: round((warm.at(-1)?.heapMb ?? 0) - (warm[0]?.heapMb ?? 0)),
  nodes: [warm[0]?.nodes ?? 0, warm.at(-1)?.nodes ?? 0],
  longAnswer: {
    megabytes,
    framesPerSecond: framesPerSecond(long),
    frameP95Ms: round(percentile(long.frameMs, 0.95)),
    firstTenthP50Ms: round(percentile(shareOf(long.frameMs, 0, 0.1), 0.5)),
    lastTenthP50Ms: round(percentile(shareOf(long.frameMs, 0.9, 1), 0.5)),
    longestTaskMs: round(Math.max(0, ...long.longTaskMs)),
  },
};
console.table({ ...result, heapMb: result.heapMb.join(" "), nodes: result.nodes.join(" → ") });
console.log(JSON.stringify(result));
