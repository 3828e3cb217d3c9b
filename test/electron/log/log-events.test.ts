import { expect, test } from "vitest";
import type { LogNote } from "#electron/log/log.ts";
import { logEvents } from "#electron/log/log-events.ts";
import { createRunNotes } from "#electron/log/run-notes.ts";
import type { HostEvent } from "#shared/contract.ts";
import { failureOf } from "#shared/failure.ts";
import type { AttemptEnd, AttemptStart, RunEvent } from "#shared/run.ts";
import { noCost } from "#shared/usage.ts";

function heard(...events: readonly HostEvent[]): readonly LogNote[] {
  const notes: LogNote[] = [];
  const hear = logEvents({ note: (note) => notes.push(note) });
  for (const event of events) hear(event);
  return notes;
}

const notice = (id: string, title: string, body = "x") => ({ id, tone: "danger", title, body }) as const;

test("a notice is written once, by its sentence and the kind of its cause, never by its words", () => {
  const full = notice("1", "Answers cannot be saved", "The disk is full. (ENOSPC: /people/anna/plan)");
  const named = notice("2", "The server “Anna’s plan” said no", "secret words");
  expect(heard({ topic: "notices", notices: [full] }, { topic: "notices", notices: [full, named] })).toEqual([
    { level: "error", area: "host", message: "Answers cannot be saved", detail: { cause: "disk-full" } },
    { level: "error", area: "host", message: "A notice was shown", detail: { cause: "other" } },
  ]);
});

test("the gateway is written where it comes on, goes off or cannot start, not where its state is told again", () => {
  const on = {
    kind: "on",
    port: 4747,
    baseUrl: "http://127.0.0.1:4747/v1",
    sinceMs: 1,
    keyLast4: "abcd",
    keyFrom: "keychain",
  } as const;
  const failed = { kind: "failed", reason: "port-taken", port: 4747, message: "Port 4747 is taken." } as const;
  const states = [
    { kind: "off" },
    { kind: "starting" },
    on,
    on,
    { kind: "off" },
    { kind: "starting" },
    failed,
  ] as const;
  const notes = heard(...states.map((gateway) => ({ topic: "gateway", gateway }) as const));
  expect(notes.map(({ message }) => message)).toEqual([
    "The gateway is on",
    "The gateway is off",
    "The gateway could not start",
  ]);
  expect(notes[0]?.detail).toEqual({ port: 4747, keyFrom: "keychain" });
  expect(JSON.stringify(notes)).not.toContain("abcd");
});

test("the keychain is written where it changes, by the kind of what is wrong", () => {
  const locked = { kind: "memory", fault: "locked", missing: "The keyring of Anna is locked." } as const;
  const works = { kind: "keychain", label: "Secret Service" } as const;
  const notes = heard(
    ...[{ kind: "checking" } as const, locked, locked, works].map(
      (keychain) => ({ topic: "keychain", keychain }) as const,
    ),
  );
  expect(notes).toEqual([
    { level: "warning", area: "keychain", message: "Keys stay in memory for this run", detail: { fault: "locked" } },
    { level: "info", area: "keychain", message: "The keychain works" },
  ]);
});

test("the network and a failed job are written", () => {
  const job = {
    id: "j",
    kind: "archive-export",
    state: "failed",
    done: 0,
    total: null,
    message: "The disk is full.",
    path: null,
  } as const;
  expect(heard({ topic: "online", online: false }, { topic: "online", online: true }, { topic: "job", job })).toEqual([
    { level: "info", area: "network", message: "There is no network" },
    { level: "info", area: "network", message: "The network is back" },
    {
      level: "warning",
      area: "storage",
      message: "An export or import failed",
      detail: { kind: "archive-export", cause: "disk-full" },
    },
  ]);
});

const attempt = (providerId: string): AttemptStart => ({
  id: "a1",
  linkIndex: 0,
  providerId,
  modelId: "ft:gpt-5:acme-secret",
  kind: "first",
  startMs: 100,
  waitedMs: 0,
  price: null,
});

const end = (failure: AttemptEnd["failure"]): AttemptEnd => ({
  status: "failed",
  endMs: 350.4,
  firstAnswerMs: null,
  lastContentMs: null,
  finish: null,
  nativeFinish: null,
  failure,
  usage: null,
  cost: noCost,
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
});

function played(providerId: string, failure: AttemptEnd["failure"]) {
  const runs = createRunNotes(new Set(["openai"]));
  const events: readonly RunEvent[] = [
    { type: "attempt-started", runId: "r", attempt: attempt(providerId) },
    { type: "delta", runId: "r", attemptId: "a1", atMs: 200, channel: "text", text: "an answer" },
    { type: "attempt-ended", runId: "r", attemptId: "a1", end: end(failure) },
    { type: "attempt-ended", runId: "r", attemptId: "a1", end: end(failure) },
    { type: "run-ended", runId: "r", atMs: 351, status: "failed", answeredBy: null, failure },
  ];
  return events.map(runs.noteOf).filter((note) => note !== null);
}

test("a failed attempt is written by provider, class and status, never by what the provider said or the model's name", () => {
  const failure = failureOf("RATE_LIMIT", "Your prompt about the secret plan was refused", {
    status: 429,
    reason: "stall",
  });
  expect(played("openai", failure)).toEqual([
    {
      level: "warning",
      area: "provider",
      message: "An attempt failed",
      detail: { provider: "openai", class: "RATE_LIMIT", reason: "stall", status: 429, tookMs: 250 },
    },
  ]);
  expect(played("annas-plan", failure)[0]?.detail?.provider).toBe("added");
});

test("what the user stopped, and what went well, is no line", () => {
  expect(played("openai", failureOf("ABORT", "Stopped", { reason: "user-stop" }))).toEqual([]);
  expect(played("openai", null)).toEqual([]);
});

test("a link that was skipped because its key could not be read is a line, any other skip is none", () => {
  const runs = createRunNotes(new Set(["openai"]));
  const skipped = (failure: NonNullable<AttemptEnd["failure"]>) =>
    runs.noteOf({ type: "skipped", runId: "r", attempt: attempt("openai"), failure });
  expect(skipped(failureOf("LOCAL", "x", { reason: "key-store" }))?.detail).toMatchObject({ reason: "key-store" });
  expect(skipped(failureOf("RATE_LIMIT", "x", { reason: "cooling-down" }))).toBeNull();
});
