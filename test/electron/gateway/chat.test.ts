import type OpenAI from "openai";
import { expect, test } from "vitest";
import { ask, openGatewayOn } from "#test/support/gateway-world.ts";

const chat = { kind: "openai-compatible", tokenEveryMs: 1 } as const;
const answer = { tokens: ["Hel", "lo ", "there"], reasoning: ["Think", "ing"] };

test("the official SDK gets a whole answer, with usage, the served model and what it took", async () => {
  const { openai, records } = await openGatewayOn({ links: { a: { ...chat, answer } } });
  const { data, response } = await openai.chat.completions
    .create({ model: "chain/SMART", messages: [{ role: "user", content: "Hi" }] })
    .withResponse();
  expect(data.choices[0]).toMatchObject({
    index: 0,
    finish_reason: "stop",
    message: { role: "assistant", content: "Hello there", reasoning_content: "Thinking" },
  });
  expect(data).toMatchObject({ object: "chat.completion", model: "a-served", usage: { prompt_tokens: 100 } });
  expect(data).toMatchObject({
    understudy: {
      chain: "smart",
      link: 1,
      costUsd: 0.00022,
      costSource: "computed",
      attempts: [{ status: "answered" }],
    },
  });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "x-understudy-chain": "smart",
    "x-understudy-link": "1",
    "x-understudy-attempts": "1",
    "x-understudy-model": "a/model-a",
    "x-understudy-cost-usd": "0.00022",
    "cache-control": "no-store",
  });
  expect(records[0]?.comparison).toMatchObject({ client: "OpenAI", prompt: "", isDemo: false });
});

test("a request counts in the session that is the current one when it comes", async () => {
  const { post, records, state, disk } = await openGatewayOn({ links: { a: chat } });
  const ask = async () => {
    const response = await post({ model: "chain/smart", messages: [{ role: "user", content: "Hi" }] });
    await response.text();
  };
  await ask();
  state.sessionId = "session-2";
  await ask();
  expect(records.map(({ comparison }) => comparison.sessionId)).toEqual(["session-1", "session-2"]);
  const runs = disk.flatMap((event) => (event.type === "run-started" ? [event.run.sessionId] : []));
  expect(runs).toEqual(["session-1", "session-2"]);
});

test("the official SDK streams: role, reasoning apart, content, finish, usage where it is asked for", async () => {
  const { openai } = await openGatewayOn({ links: { a: { ...chat, answer } } });
  const stream = await openai.chat.completions.create({
    model: "chain/smart",
    messages: [{ role: "user", content: "Hi" }],
    stream: true,
    stream_options: { include_usage: true },
  });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  // Pieces that come at once are told as one, so how many there are is the network's affair.
  const said = (field: string) => chunks.map(({ choices }) => Object(choices[0]?.delta)[field] ?? "").join("");
  expect(said("content")).toBe("Hello there");
  expect(said("reasoning_content")).toBe("Thinking");
  expect(chunks[0]).toMatchObject({ choices: [{ delta: { role: "assistant" } }], model: "model-a" });
  const pieces = chunks.slice(1, -2).map(({ choices }) => choices);
  expect(pieces).toEqual(pieces.map(() => [{ index: 0, delta: expect.any(Object), finish_reason: null }]));
  expect(chunks.at(-2)).toMatchObject({ choices: [{ delta: {}, finish_reason: "stop" }], model: "a-served" });
  // As OpenAI's: where usage is asked for, every chunk has the field.
  expect(chunks.slice(0, -1)).toEqual(chunks.slice(0, -1).map(() => expect.objectContaining({ usage: null })));
  expect(chunks.at(-1)).toMatchObject({
    choices: [],
    model: "a-served",
    usage: { prompt_tokens: 100, total_tokens: expect.any(Number) },
    understudy: { chain: "smart", link: 1, costUsd: 0.00022 },
  });
});

test("status and headers wait for the link that answers", async () => {
  const { post } = await openGatewayOn({
    links: { a: { ...chat, script: [{ kind: "status", status: 500 }] }, b: { ...chat, answer } },
  });
  const response = await post(ask({ stream: true }));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("x-understudy-link")).toBe("2");
  expect(response.headers.get("x-understudy-model")).toBe("b/model-b");
  const body = await response.text();
  expect(body.endsWith("data: [DONE]\n\n")).toBe(true);
  expect(body).toContain('"understudy":{');
});

test("what was sent is on record before the first word of a model that says nothing for long", async () => {
  const script = [{ kind: "stall", after: 0, ms: 60_000 }] as const;
  const { post, gateway, disk, records } = await openGatewayOn({ links: { a: { ...chat, script } } });
  const body = { model: "chain/smart", messages: [{ role: "user", content: "Hi" }] };
  const answered = post(body).then((response) => response.text());
  // The headers may come before the record is made or after it.
  const kept = () => disk.map(({ type }) => type);
  await expect.poll(kept).toEqual(["run-started", "attempt-started", "attempt-headers"]);
  expect(records).toHaveLength(1);
  await gateway.turnOff();
  await answered;
  expect(records).toHaveLength(1);
  expect(disk.filter(({ type }) => type === "attempt-started")).toHaveLength(1);
});
