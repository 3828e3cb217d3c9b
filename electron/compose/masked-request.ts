import type { Redact } from "#electron/manager/dependencies.ts";
import type { Sent } from "#electron/manager/recorder.ts";
import type { Exchange } from "#shared/exchange.ts";
import { keyVariableOf } from "#shared/key-variable.ts";

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

const mark = "[redacted]";

type Headers = Exchange["request"]["headers"];

/** A request as it may be shown and saved: the key is the name of a variable, an image a note of its size. */
export function maskedRequest(sent: Sent, redact: Redact): Exchange["request"] {
  const { method, url, headers, body } = sent.request;
  const variable = `$${keyVariableOf(sent.provider)}`;
  const withKey = keyNamer(sent, { variable, redact });
  const value = (name: string, text: string) => {
    const named = withKey(text);
    return secretHeaders.has(name) && !named.includes(variable) ? mark : named;
  };
  const short = withoutImages(body ?? "", sent);
  const cut = cutBody(redact(short.text.slice(0, longestBody + slack)), longestBody);
  return {
    method,
    url: withKey(url),
    headers: Object.entries(headers).map(([name, text]) => [name, value(name, text)] as const),
    body: cut,
    omittedBytes: Buffer.byteLength(short.text.slice(longestBody)),
    omittedImages: short.images,
  };
}

/** Names are lower-case. Of a response no key is known, so that a secret leaves nothing. */
export function maskedHeaders(headers: Readonly<Record<string, string>>, redact: Redact): Headers {
  return Object.entries(headers).map(
    ([name, value]) => [name, secretHeaders.has(name) ? mark : redact(value)] as const,
  );
}

/** At most so many characters, and no half of a pair at the end. */
function cutBody(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).toWellFormed();
}

/** The key may stand as it is or as a part of an address; around it other keys are sought as everywhere. */
function keyNamer({ key }: Sent, { variable, redact }: { variable: string; redact: Redact }): Redact {
  if (key === null || key === "") return redact;
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

/**
 * Every dialect writes an image's base64 as one piece, which JSON leaves as it is, and images in their order: so the
 * body, which may be tens of megabytes, is gone through once. What stands elsewhere is sought in the little that is left.
 */
function withoutImages(body: string, { prompt }: Sent): { text: string; images: number } {
  const pieces: string[] = [];
  const elsewhere: string[] = [];
  let from = 0;
  for (const image of prompt.messages.flatMap(({ images = [] }) => images)) {
    if (image.kind !== "data" || image.base64 === "") continue;
    const at = body.indexOf(image.base64, from);
    if (at === -1) {
      elsewhere.push(image.base64);
      continue;
    }
    pieces.push(body.slice(from, at));
    from = at + image.base64.length;
    pieces.push(noteOf(image.base64));
  }
  let text = pieces.join("") + body.slice(from);
  let images = pieces.length / 2;
  for (const base64 of elsewhere) {
    const around = text.split(base64);
    images += around.length - 1;
    text = around.join(noteOf(base64));
  }
  return { text, images };
}

function noteOf(base64: string): string {
  return `(${base64.length} characters of base64 left out)`;
}
