import { type Asked, lost } from "./attempt.ts";
import { Failure, refusal } from "./failures.ts";
import { at, parsed } from "./json.ts";
import type { Piece } from "./reading.ts";
import { dialects, providers } from "./sample.ts";
import type { Speaker } from "./speaker.ts";

const mostUnreadable = 3;

/** The request itself: what its events say. Throws the Failure that its status or its connection means. */
export async function* pieces(asked: Asked): AsyncGenerator<Piece, void> {
  const { link, messages, attempt, signal } = asked;
  const provider = providers.get(link.provider);
  if (provider === undefined) throw new Error(`There is no provider ${JSON.stringify(link.provider)}.`);
  const { keyOptional = false, streamUsage = true } = provider;
  const key = process.env[provider.keyVariable] ?? "";
  if (key === "" && !keyOptional) throw new Failure("AUTH", `${provider.keyVariable} is not set.`, { wasAsked: false });
  const dialect = dialects[link.dialect ?? provider.dialect];
  const { path, body } = dialect.request({ link, messages, streamUsage });
  try {
    // A variable that is set to nothing is none.
    const address = (process.env[provider.baseUrlVariable] || provider.baseUrl).replace(/\/$/, "");
    const response = await fetch(address + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...provider.headers, ...(key === "" ? {} : dialect.headers(key)) },
      body: JSON.stringify(body),
      // A key follows nobody to another address.
      redirect: "manual",
      signal,
    });
    const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
    if (response.status !== 200 || !isStream || response.body === null) {
      throw refusal(response.status, parsed(await response.text()), (name) => response.headers.get(name) ?? "");
    }
    attempt.wasAccepted = true;
    yield* readStream(response.body, dialect);
  } catch (error) {
    throw lost(asked, error);
  }
}

async function* readStream(body: AsyncIterable<Uint8Array>, dialect: Speaker): AsyncGenerator<Piece, void> {
  let unreadable = 0;
  let hasFinished = false;
  for await (const data of eventsOf(body)) {
    const event = parsed(data);
    if (data === "[DONE]") {
      // Who ends an answer without giving a reason has finished it all the same.
      if (!hasFinished) yield { finish: "stop" };
    } else if (event === undefined) {
      unreadable += 1;
      if (unreadable > mostUnreadable) throw new Failure("TIMEOUT", "Its stream could not be read.");
    } else if (at(event, "error") || at(event, "type") === "error") {
      throw refusal(200, event);
    } else {
      const piece = dialect.read(event);
      hasFinished ||= Boolean(piece.finish);
      yield piece;
    }
  }
}

/** The data of each server-sent event. */
async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = "";
  let data: string[] = [];
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.map((one) => one.trimEnd())) {
      if (line.startsWith("data:")) data.push(line.slice("data:".length).trim());
      if (line !== "" || data.length === 0) continue;
      yield data.join("\n");
      data = [];
    }
  }
}
