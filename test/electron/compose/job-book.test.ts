import { expect, test } from "vitest";
import { createJobBook, type JobHandle } from "#electron/compose/job-book.ts";
import type { HostEvent } from "#shared/contract.ts";
import type { Job } from "#shared/job.ts";

function setup() {
  const told: Job[] = [];
  const now = { ms: 0 };
  let lastId = 0;
  const book = createJobBook({
    batcher: {
      emit(event: HostEvent) {
        if (event.topic === "job") told.push(event.job);
      },
    },
    ids: { next: () => `j${++lastId}` },
    clock: { monotonicMs: () => now.ms },
  });
  return { book, told, now };
}

/** Work that goes on until it is told to stop or the test ends it. */
function steps() {
  const outcome: { isOver: boolean; error: Error | null } = { isOver: false, error: null };
  let handle: JobHandle | null = null;
  const work = async (given: JobHandle) => {
    handle = given;
    while (!given.isStopped()) {
      await new Promise((wake) => setTimeout(wake, 1));
      if (outcome.error !== null) throw outcome.error;
      if (outcome.isOver) return { message: "Written.", path: "/x.json" };
    }
    return null;
  };
  return {
    work,
    end: () => void Object.assign(outcome, { isOver: true }),
    fail: (error: Error) => void Object.assign(outcome, { error }),
    tell: (done: number) => handle?.tell(done, 100),
  };
}

const settled = async (told: readonly Job[]) => {
  await expect.poll(() => told.at(-1)?.state).not.toBe("running");
  return told.at(-1);
};

test("a job is told at its beginning, now and then, and with what came of it", async () => {
  const { book, told, now } = setup();
  const { work, end, tell } = steps();
  expect(book.start("archive-export", work)).toMatchObject({ id: "j1", state: "running", done: 0, total: null });
  tell(1);
  now.ms = 101;
  tell(2);
  tell(3);
  expect(told.map(({ done }) => done)).toEqual([0, 2]);
  expect(book.list()).toMatchObject([{ id: "j1", done: 3, total: 100 }]);
  end();
  expect(await settled(told)).toMatchObject({ state: "done", done: 3, message: "Written.", path: "/x.json" });
  now.ms += 30_001;
  expect(book.list()).toEqual([]);
});

test("one runs at a time, and the next one may begin when it has ended", async () => {
  const { book, told } = setup();
  const first = steps();
  book.start("archive-export", first.work);
  expect(book.start("archive-import", steps().work)).toBeNull();
  first.end();
  await settled(told);
  expect(book.start("archive-import", async () => null)).toMatchObject({ id: "j2" });
});

test("Stop stops the one that is named, and nothing else", async () => {
  const { book, told } = setup();
  book.start("archive-export", steps().work);
  book.stop("another");
  await new Promise((wake) => setTimeout(wake, 10));
  expect(told.at(-1)?.state).toBe("running");
  book.stop("j1");
  expect(await settled(told)).toMatchObject({ state: "stopped", message: "Stopped." });
});

test("what the disk refuses is told in its words, and the end of the program stops what runs", async () => {
  const { book, told } = setup();
  const { work, fail } = steps();
  book.start("archive-export", work);
  fail(new Error("The disk is full."));
  expect(await settled(told)).toMatchObject({ state: "failed", message: "The disk is full." });
  book.start("archive-import", steps().work);
  await book.close();
  expect(told.at(-1)).toMatchObject({ id: "j2", state: "stopped" });
  await book.close();
});
