import type { Fault } from "#electron/demo/faults/fault.ts";
import { keyOf } from "#test/support/scenario-world.ts";
import { always } from "./expectations.ts";
import { beforeAnswer, type FaultCase, type On } from "./matrix.ts";
import { type Expected, inVariants, openOn, type Variant } from "./play-fault.ts";

/** P38 to P43: what a provider says with a status. */

type Status = Extract<Fault, { kind: "status" }>;

function status(code: number, more: Partial<Status> = {}): Status {
  return { kind: "status", status: code, retryAfter: null, ...more };
}

function onceOnly(fault: Status): Variant {
  return {
    name: `${fault.status} once`,
    setup: { scripts: { primary: [fault, null] } },
    expects: {
      outcome: "primary",
      failure: { class: "SERVER", reason: null, status: fault.status },
      tries: 2,
      limit: "untouched",
    },
  };
}

const unauthorized: Omit<Expected, "failure"> = {
  outcome: "fallback",
  tries: 1,
  limit: { scope: "account", reason: "AUTH", hard: false },
};

function refusesKey(code: number): Variant {
  return always(String(code), status(code), {
    ...unauthorized,
    failure: { class: "AUTH", reason: null, status: code },
  });
}

const said = "Temperature 3 is out of range, says the key";

/** In the shape that all four have in common. The word is none that anybody knows. */
function complaint(code: number): Status {
  const error = { code, message: `${said} ${keyOf("primary")}.`, status: "NO_SUCH_WORD", type: "no_such_word" };
  return status(code, { body: JSON.stringify({ type: "error", error }) });
}

function badRequest(code: number): Variant {
  return always(String(code), complaint(code), {
    outcome: "failed",
    failure: { class: "BAD_REQUEST", reason: null, status: code },
    tries: 1,
    limit: "untouched",
    also: ({ failure }) => (failure?.message === `${said} [redacted].` ? null : `it said ${failure?.message}`),
  });
}

const modelGone: Variant = always("404", status(404), {
  outcome: "fallback",
  failure: { class: "MODEL_GONE", reason: null, status: 404 },
  tries: 1,
  limit: { scope: "model", reason: "MODEL_GONE", hard: false },
});

const tooLong: Variant = always("context length", status(400, { trouble: "context-length" }), {
  outcome: "fallback",
  failure: { class: "CONTEXT_LENGTH", reason: null, status: 400 },
  tries: 1,
  limit: "untouched",
});

function broken(code: number, more: Partial<Status> = {}, limit: Expected["limit"] = overloaded): Variant {
  return always(`${code} always`, status(code, more), {
    outcome: "fallback",
    failure: { class: "SERVER", reason: null, status: code },
    tries: 2,
    limit,
  });
}

const overloaded = { scope: "model", reason: "SERVER", hard: false, consecutiveErrors: 2 } as const;

const tooLarge: Expected = {
  outcome: "fallback",
  failure: { class: "UNSUPPORTED", reason: null, status: 413 },
  tries: 1,
  limit: "untouched",
};

function pageOf(code: number): Status {
  const html = "<!doctype html><html><script>alert(1)</script><h1>Bad gateway</h1></html>";
  return status(code, { body: html, headers: { "content-type": "text/html" } });
}

/** The page of whoever stands in front: the whole host cools, and not a word of the page is shown. */
function page(code: number): Variant {
  const isShown: Expected["also"] = (_, { events }) => (JSON.stringify(events).includes("<") ? "HTML was shown" : null);
  return always(`HTML with ${code}`, pageOf(code), {
    outcome: "fallback",
    failure: { class: "SERVER", reason: null, status: code },
    tries: 2,
    limit: { scope: "origin", reason: "SERVER", consecutiveErrors: 2 },
    also: isShown,
  });
}

const limited = { class: "RATE_LIMIT", reason: null, status: 429 } as const;
const hourMs = 3_600_000;

/** Asks for a moment and answers then: the same link again, and not too early. */
function shortWait(name: string, retryAfter: () => number | string, atLeastMs: number): Variant {
  return {
    name,
    setup: {
      scripts: { primary: ({ number }) => (number === 1 ? status(429, { retryAfter: retryAfter() }) : null) },
    },
    expects: {
      outcome: "primary",
      failure: limited,
      tries: 2,
      limit: "untouched",
      withinMs: 4_000,
      also: (_, { requestsOf }) => {
        const [first, second] = requestsOf("primary").map(({ atMs }) => atMs);
        const gapMs = (second ?? 0) - (first ?? 0);
        return gapMs >= atLeastMs ? null : `it came again after ${gapMs} ms`;
      },
    },
  };
}

function limits(on: On): Variant[] {
  const hour = always("an hour", status(429, { retryAfter: hourMs / 1_000 }), {
    outcome: "fallback",
    failure: limited,
    tries: 1,
    limit: { reason: "RATE_LIMIT", hard: true },
    also: (_, { manager }) => {
      const leftMs = manager.limits("primary").retryAfterMs ?? 0;
      return leftMs > hourMs - 60_000 && leftMs <= hourMs ? null : `${leftMs} ms are left`;
    },
  });
  const silent = always("without a word of when", status(429), {
    outcome: "fallback",
    failure: limited,
    tries: 1,
    limit: { scope: "model", reason: "RATE_LIMIT", hard: false },
  });
  const quotaStatus = on.speaker === "anthropic-messages" ? 400 : 429;
  const quota = always("quota", status(quotaStatus, { trouble: "quota" }), {
    outcome: "fallback",
    failure: { class: "BILLING", reason: null, status: quotaStatus },
    tries: 1,
    limit: { scope: "account", reason: "BILLING", hard: false },
  });
  const inTwoSeconds = () => new Date(Date.now() + 2_000).toUTCString();
  // Google says in the body how long to wait, and no date.
  const byDate = on.speaker === "google-generate" ? [] : [shortWait("a date", inTwoSeconds, 900)];
  return [shortWait("a second", () => 1, 995), ...byDate, silent, hour, quota];
}

const parallel = 8;

/** Eight prompts at once are told to wait a second: one asks again, the others wait for what it hears. */
async function inStep(on: On): Promise<readonly string[]> {
  const world = await openOn(on, {
    scripts: { primary: ({ number }) => (number <= parallel ? status(429, { retryAfter: 1 }) : null) },
    servers: { primary: { tokenEveryMs: 2 } },
  });
  try {
    const ids = Array.from({ length: parallel }, () => world.start());
    const runs = await Promise.all(ids.map((id) => world.ended(id, 60_000)));
    const again = world.requestsOf("primary").slice(parallel);
    const probe = again[0];
    const early = again.slice(1).filter(({ atMs }) => atMs < (probe?.closedAtMs ?? Number.POSITIVE_INFINITY));
    const unserved = runs.filter((run) => run?.status !== "done").length;
    return [
      ...(unserved === 0 ? [] : [`${unserved} of ${parallel} were not served`]),
      ...(early.length === 0 ? [] : [`${early.length} came back in step with the first`]),
    ];
  } finally {
    await world.close();
  }
}

export const statusCases: readonly FaultCase[] = [
  {
    id: "P38",
    title: "401 and 403: the account rests, no second try, the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [refusesKey(401), refusesKey(403)]),
  },
  {
    id: "P39",
    title: "400 and 422 are shown without the key; an unknown model and too long a prompt go to the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [badRequest(400), badRequest(422), modelGone, tooLong]),
  },
  {
    id: "P40",
    title: "408 and 409: one more try, then the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [408, 409].flatMap((code) => [onceOnly(status(code)), broken(code)])),
  },
  {
    id: "P41",
    title: "413: the fallback",
    notOn: beforeAnswer,
    play: inVariants(() => [always("413", complaint(413), tooLarge), always("a page", pageOf(413), tooLarge)]),
  },
  {
    id: "P42",
    title: "429: a short wait is kept, a long one goes to the fallback, nobody comes back in step",
    notOn: beforeAnswer,
    play: async (on) => [...(await inVariants(limits)(on)), ...(await inStep(on))],
  },
  {
    id: "P43",
    title: "500, 502, 503, 504, 529: one more try, then the fallback; a page is never shown",
    notOn: beforeAnswer,
    play: inVariants(() => [
      ...[500, 502, 503, 504, 529].flatMap((code) => [onceOnly(status(code)), broken(code)]),
      page(502),
      page(503),
    ]),
  },
];
