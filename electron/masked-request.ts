import type { Exchange } from "#shared/exchange.ts";
import { keyVariableOf } from "#shared/key-variable.ts";
import type { Redact } from "./manager/dependencies.ts";
import type { Sent } from "./manager/recorder.ts";

/** Of a body this much is shown and kept; the rest is counted. */
const longestBody = 256 * 1024;
/** Looked at beyond that, so that no key stands cut at the end where nothing would know it. */
const slack = 8 * 1024;
/** What can hold nothing but a secret. */
const secretHeaders: ReadonlySet<string> = new Set([
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-goog-api-key",
  "api-key",
]);

type Headers = Exchange["request"]["headers"];

/** A request as it may be shown and saved: the key is the name of a variable, an image a note of its size. */
export function maskedRequest(sent: Sent, redact: Redact): Exchange["request"] {
  const { method, url, headers, body } = sent.request;
  const withKey = keyNamer(sent, redact);
  const short = withoutImages(body ?? "", sent);
  const cut = cutBody(redact(short.text.slice(0, longestBody + slack)), longestBody);
  return {
    method,
    url: withKey(url),
    headers: Object.entries(headers).map(([name, value]) => [name, maskedValue(name, withKey(value))] as const),
    body: cut,
    omittedBytes: Buffer.byteLength(short.text.slice(longestBody)),
    omittedImages: short.images,
  };
}

/** Names are lower-case. Of a response no key is known, so that a secret leaves nothing. */
export function maskedHeaders(headers: Readonly<Record<string, string>>, redact: Redact): Headers {
  return Object.entries(headers).map(([name, value]) => [name, maskedValue(name, redact(value))] as const);
}

/** At most so many characters, and no half of a pair at the end. */
export function cutBody(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).toWellFormed();
}

/** The key may stand as it is or as a part of an address; around it other keys are sought as everywhere. */
function keyNamer({ key, provider }: Sent, redact: Redact): Redact {
  if (key === null || key === "") return redact;
  const variable = `$${keyVariableOf(provider)}`;
  const forms = [...new Set([key, encodeURIComponent(key)])];
  const named = (text: string, [form, ...others]: readonly string[]): string =>
    form === undefined
      ? redact(text)
      : text
          .split(form)
          .map((piece) => named(piece, others))
          .join(variable);
  return (text) => named(text, forms);
}

function maskedValue(name: string, value: string): string {
  return secretHeaders.has(name) && !value.includes("$") ? "[redacted]" : value;
}

/** Every dialect writes an image's base64 as one piece, which JSON leaves as it is. */
function withoutImages(body: string, { prompt }: Sent): { text: string; images: number } {
  let text = body;
  let count = 0;
  for (const image of prompt.messages.flatMap(({ images = [] }) => images)) {
    if (image.kind !== "data" || image.base64 === "") continue;
    const pieces = text.split(image.base64);
    count += pieces.length - 1;
    text = pieces.join(`(${image.base64.length} characters of base64 left out)`);
  }
  return { text, images: count };
}
