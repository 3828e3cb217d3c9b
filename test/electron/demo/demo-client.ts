import { type Demo, startDemo } from "#electron/demo/demo-server.ts";
import { field } from "#electron/demo/json.ts";
import { programUrl } from "#test/support/programs.ts";

export type DemoDialect = "openai" | "openrouter" | "anthropic" | "google";
export const dialects = ["openai", "openrouter", "anthropic", "google"] as const satisfies readonly DemoDialect[];

export const modelOf: Readonly<Record<DemoDialect, string>> = {
  openai: "gpt-6-luna",
  openrouter: "google/gemini-3.8-flash",
  anthropic: "claude-haiku-5-5",
  google: "gemini-2.5-flash-lite",
};

export async function newDemo(onFailure?: (message: string) => void): Promise<Demo> {
  const workerUrl = programUrl("demo-worker");
  const start = await startDemo(onFailure === undefined ? { workerUrl } : { workerUrl, onFailure });
  if (!start.ok) {
    throw new Error(start.message);
  }
  return start.demo;
}

export type Ask = {
  readonly dialect: DemoDialect;
  readonly prompt: string;
  readonly maxTokens?: number;
  readonly model?: string;
  readonly signal?: AbortSignal;
};

export function post(demo: Demo, ask: Ask): Promise<Response> {
  const { path, body } = requestOf(ask);
  return fetch(`${demo.baseUrlOf(ask.dialect)}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer anything" },
    body: JSON.stringify(body),
    signal: ask.signal ?? null,
  });
}

function requestOf({ dialect, prompt, maxTokens = 2000, model = modelOf[dialect] }: Ask): {
  path: string;
  body: object;
} {
  const messages = [{ role: "user", content: prompt }];
  switch (dialect) {
    case "openai":
      return {
        path: "/chat/completions",
        body: {
          model,
          messages,
          stream: true,
          stream_options: { include_usage: true },
          max_completion_tokens: maxTokens,
        },
      };
    case "openrouter":
      return { path: "/chat/completions", body: { model, messages, stream: true, max_tokens: maxTokens } };
    case "anthropic":
      return { path: "/v1/messages", body: { model, messages, stream: true, max_tokens: maxTokens } };
    case "google":
      return {
        path: `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
        body: {
          contents: [{ role: "user", parts: [{ text: prompt }] }],
          generationConfig: { maxOutputTokens: maxTokens },
        },
      };
  }
}

/** What a client reads out of a stream. */
export type Read = {
  readonly events: readonly unknown[];
  readonly arrivedAtMs: readonly number[];
  readonly malformed: number;
  /** Null where the stream ended as it should. */
  readonly broken: string | null;
};

/** `told` hears how many events there are, with each. */
export async function readStream(response: Response, told: (count: number) => void = () => undefined): Promise<Read> {
  const events: unknown[] = [];
  const arrivedAtMs: number[] = [];
  let malformed = 0;
  let broken: string | null = null;
  let pending = "";
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) {
      pending += decoder.decode(bytes, { stream: true });
      const pieces = pending.split("\n\n");
      pending = pieces.pop() ?? "";
      for (const data of pieces.map(dataOf).filter((text) => text !== null && text !== "[DONE]")) {
        arrivedAtMs.push(performance.now());
        told(arrivedAtMs.length);
        try {
          events.push(JSON.parse(data ?? ""));
        } catch {
          malformed += 1;
        }
      }
    }
  } catch (error) {
    broken = String(error);
  }
  return { events, arrivedAtMs, malformed, broken };
}

function dataOf(event: string): string | null {
  const line = event.split("\n").find((each) => each.startsWith("data: "));
  return line === undefined ? null : line.slice(6);
}

/** The value at a path of names and indexes; undefined where the path breaks off. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inner: unknown, name) => field(inner, String(name)), value);
}

const textPaths: Readonly<Record<DemoDialect, readonly (string | number)[]>> = {
  openai: ["choices", 0, "delta", "content"],
  openrouter: ["choices", 0, "delta", "content"],
  anthropic: ["delta", "text"],
  google: ["candidates", 0, "content", "parts", 0, "text"],
};

export function textPieces(dialect: DemoDialect, read: Read): string[] {
  return read.events
    .map((event) => at(event, ...textPaths[dialect]))
    .filter((text) => typeof text === "string")
    .filter((text) => text !== "");
}

export function finishOf(dialect: DemoDialect, read: Read): unknown {
  const path = {
    openai: ["choices", 0, "finish_reason"],
    openrouter: ["choices", 0, "finish_reason"],
    anthropic: ["delta", "stop_reason"],
    google: ["candidates", 0, "finishReason"],
  }[dialect];
  return read.events.map((event) => at(event, ...path)).findLast((reason) => typeof reason === "string");
}

export function tokensOf(dialect: DemoDialect, read: Read): { input: unknown; output: unknown } {
  const last = (...path: string[]) =>
    read.events.map((event) => at(event, ...path)).findLast((count) => count !== undefined);
  switch (dialect) {
    case "openai":
    case "openrouter":
      return { input: last("usage", "prompt_tokens"), output: last("usage", "completion_tokens") };
    case "anthropic":
      return { input: last("message", "usage", "input_tokens"), output: last("usage", "output_tokens") };
    case "google":
      return {
        input: last("usageMetadata", "promptTokenCount"),
        output: last("usageMetadata", "candidatesTokenCount"),
      };
  }
}
