import { expect, test } from "vitest";
import pythonFailures from "#electron/exports/chains/python/parts/failures.py?raw";
import pythonRuntime from "#electron/exports/chains/python/parts/runtime.py?raw";
import { pieces } from "#electron/exports/chains/typescript/parts/ai-pieces.ts";
import { refusal } from "#electron/exports/chains/typescript/parts/failures.ts";
import failures from "#electron/exports/chains/typescript/parts/failures.ts?raw";
import limits from "#electron/exports/chains/typescript/parts/limits.ts?raw";
import { complete } from "#electron/exports/chains/typescript/parts/manager.ts";

test("a program says that it has no such chain, and that a link has no provider", async () => {
  await expect(complete("constructor", [])).rejects.toThrow('There is no chain "constructor".');
  const attempt = { link: "a", text: "", failure: null, wasAccepted: false, costUsd: 0, ms: 0 };
  const link = { name: "a", provider: "gone", modelId: "m", maxTokens: 16 };
  const asked = pieces({ link, messages: [], attempt, signal: new AbortController().signal });
  await expect(asked.next()).rejects.toThrow('There is no provider "gone".');
});

/** The table of engine.md §2 as far as a program knows it, by the bodies of protocols.md. */
test.each([
  ["RATE_LIMIT", 429, { error: { message: "Slow down.", code: "rate_limit_exceeded" } }],
  ["QUOTA_DAY", 429, { error: { code: 429, message: "Rate limit exceeded: free-models-per-day." } }],
  ["QUOTA_DAY", 429, { error: { details: [{ violations: [{ quotaId: "GenerateRequestsPerDayPerModel" }] }] } }],
  ["BILLING", 429, { error: { message: "You exceeded your current quota.", code: "insufficient_quota" } }],
  [
    "BILLING",
    400,
    { type: "error", error: { type: "invalid_request_error", message: "Your credit balance is too low." } },
  ],
  ["BILLING", 402, { error: { code: 402, message: "Insufficient credits" } }],
  ["AUTH", 401, { error: { message: "No." } }],
  ["AUTH", 400, { error: { status: "INVALID_ARGUMENT", message: "API key not valid. Please pass a valid API key." } }],
  [
    "AUTH",
    403,
    { error: { message: "Country, region, or territory not supported", code: "unsupported_country_region_territory" } },
  ],
  [
    "AUTH",
    400,
    { error: { status: "FAILED_PRECONDITION", message: "User location is not supported for the API use." } },
  ],
  ["SERVER", 498, { error: { message: "Flex tier capacity exceeded" } }],
  ["MODEL_GONE", 404, { error: { message: "The model `x` does not exist", code: "model_not_found" } }],
  ["CONTEXT_LENGTH", 400, { error: { code: "context_length_exceeded", message: "…" } }],
  [
    "CONTEXT_LENGTH",
    400,
    { type: "error", error: { type: "invalid_request_error", message: "prompt is too long: 2 tokens" } },
  ],
  ["CONTENT_POLICY", 403, { error: { code: 403, message: "x", metadata: { flagged_input: "rate limit" } } }],
  ["UNSUPPORTED", 400, { error: { code: "unsupported_parameter", message: "x" } }],
  ["UNSUPPORTED", 413, { error: { message: "rate limit", code: "rate_limit_exceeded" } }],
  ["BAD_REQUEST", 400, { error: { message: "rate limit of temperature" } }],
  ["BAD_REQUEST", 302, undefined],
  ["SERVER", 529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }],
  ["SERVER", 500, { error: { message: "insufficient_quota" } }],
  ["SERVER", 200, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }],
  ["RATE_LIMIT", 200, { error: { type: "rate_limit_error", message: "x" } }],
  ["RATE_LIMIT", 200, { error: { code: 429, message: "x" } }],
  ["BAD_REQUEST", 200, { error: { type: "invalid_request_error", message: "x" } }],
] as const)("%s: %i %j", (kind, status, answer) => expect(refusal(status, answer).kind).toBe(kind));

test.each([
  [7_000, { "retry-after": "7" }, {}],
  [1_500, { "retry-after-ms": "1500", "retry-after": "7" }, {}],
  [86_400_000, { "retry-after": "999999" }, {}],
  [0, { "retry-after": "Mon, 01 Jan 2024 00:00:00 GMT" }, {}],
  [12_500, {}, { error: { details: [{ retryDelay: "12.5s" }] } }],
  [3_000, {}, { error: { availability: { retry_after: 3 } } }],
  [null, { "retry-after": "soon" }, {}],
  [null, {}, { error: { message: "x" } }],
] as const)("R7: a wait of %j ms is read from %j and %j", (hintMs, headers, answer) => {
  const said = new Map<string, string>(Object.entries(headers));
  expect(refusal(429, answer, (name) => said.get(name) ?? "").hintMs).toBe(hintMs);
});

test("Python and TypeScript know the same signs, statuses and cooldowns", () => {
  const signs = [...failures.matchAll(/\["(\w+)", \/(.*)\/i\],/g)].map(([, kind, pattern]) => [kind, pattern]);
  const inPython = [...pythonFailures.matchAll(/\("(\w+)", r(["'])(.*)\2\),/g)].map(([, kind, , pattern]) => [
    kind,
    pattern,
  ]);
  expect(signs).toHaveLength(10);
  expect(inPython).toEqual(signs);
  const statuses = (text: string) =>
    [...text.matchAll(/(\d{3})(?:,|:) "(\w+)"/g)].map(([, status, kind]) => [status, kind]);
  expect(statuses(failures)).toHaveLength(11);
  expect(statuses(pythonFailures)).toEqual(statuses(failures));
  const cooldowns = (text: string) =>
    [...text.matchAll(/"?([A-Z_]+)"?: [[(]([\d_]+), ([\d_]+)[\])]/g)].map(([, kind, base = "", cap = ""]) => {
      return [kind, Number(base.replace("_", "")), Number(cap.replace("_", ""))];
    });
  expect(cooldowns(limits)).toHaveLength(8);
  expect(cooldowns(pythonRuntime)).toEqual(cooldowns(limits));
});
