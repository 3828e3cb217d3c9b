/**
 * Finds a known key in text: whole, cut, or in the clothes that logs and errors put on it. Plain string search, so
 * its time grows with the length of the text whatever the text is.
 */

/** One way a key may be written. `step` is how many of its characters stand for 12 of the key: the shortest piece looked for. */
type Form = { readonly text: string; readonly step: number };

/** A form with the places from which a search starts. */
export type Trace = { readonly text: string; readonly anchors: readonly Anchor[] };
export type Anchor = { readonly at: number; readonly text: string };

/** A stretch of text, from inclusive, to exclusive. */
export type Stretch = { readonly from: number; readonly to: number };

const shortestPiece = 12;

/** All traces of a key: made once when it is remembered. */
export function tracesOf(key: string): Trace[] {
  const publicLength = publicPrefix.exec(key)?.[0].length ?? 0;
  const forms = formsOf(key);
  return forms.map((form) => ({
    text: form.text,
    anchors: anchorsOf(form, Math.floor((publicLength * form.text.length) / key.length)),
  }));
}

/** The trace of a key in a text whose escapes are taken away; `bare` is the key without its own. */
export function bareTraceOf(key: string, bare: string): Trace {
  const publicLength = publicPrefix.exec(key)?.[0].length ?? 0;
  return { text: bare, anchors: bare === "" ? [] : anchorsOf({ text: bare, step: shortestPiece }, publicLength) };
}

/** What every key of a kind begins with says nothing, and would blacken each sentence that explains it. */
const publicPrefix = /^(?:sk-(?:ant-[a-z]+\d\d-|or-v1-|proj-|svcacct-|admin-)?|gsk_|xai-|AIza|AQ\.|tgp_v1_)/;

function formsOf(key: string): Form[] {
  const bytes = Buffer.from(key, "utf8");
  const hex = bytes.toString("hex");
  const encoded = encodeURIComponent(key);
  const json = JSON.stringify(key).slice(1, -1);
  const plain = [key, encoded, lowerEscapes(encoded), json, JSON.stringify(json).slice(1, -1)];
  const base64 = [0, 1, 2].map((offset) => base64At(bytes, offset));
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const forms = [
    ...plain.map((text) => ({ text, step: shortestPiece })),
    ...[...base64, ...base64url].map((text) => ({ text, step: (shortestPiece * 4) / 3 })),
    ...[hex, hex.toUpperCase()].map((text) => ({ text, step: shortestPiece * 2 })),
  ];
  // Of one character no base64 depends on it alone, and nothing is found everywhere.
  const some = forms.filter(({ text }) => text !== "");
  return some.filter((form, index) => some.findIndex((other) => other.text === form.text) === index);
}

function lowerEscapes(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, (triplet) => triplet.toLowerCase());
}

/** The characters of base64 that depend on the key alone when `offset` other bytes stand before it. */
function base64At(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return whole.slice(first, last);
}

function anchorsOf({ text, step }: Form, publicLength: number): Anchor[] {
  if (text.length <= step) return [{ at: 0, text }];
  const starts = new Set([Math.floor(text.length / 2), text.length - step]);
  for (let start = 0; start + step <= text.length; start += step) starts.add(start);
  return [...starts]
    .filter((start) => start + step <= text.length && start + step > publicLength)
    .map((start) => ({ at: start, text: text.slice(start, start + step) }));
}

/** A piece stands here: the stretch around it, as long as text and trace agree. */
export function stretchAt(text: string, trace: Trace, { anchor, index }: { anchor: Anchor; index: number }): Stretch {
  return grown(text, trace.text, { inText: index, inTrace: anchor.at, length: anchor.text.length });
}

function grown(text: string, trace: string, hit: { inText: number; inTrace: number; length: number }): Stretch {
  let before = 0;
  while (before < hit.inTrace && text[hit.inText - before - 1] === trace[hit.inTrace - before - 1]) before += 1;
  const end = hit.inText + hit.length;
  const endInTrace = hit.inTrace + hit.length;
  let after = 0;
  while (endInTrace + after < trace.length && text[end + after] === trace[endInTrace + after]) after += 1;
  return { from: hit.inText - before, to: end + after };
}

/** Writes `mark` over the stretches; those that touch or overlap become one. */
export function blacken(text: string, stretches: readonly Stretch[], mark: string): string {
  const ordered = [...stretches].sort((one, other) => one.from - other.from);
  const pieces: string[] = [];
  let position = 0;
  for (const { from, to } of ordered) {
    if (to <= position) continue;
    if (from > position || pieces.length === 0) pieces.push(text.slice(position, from), mark);
    position = to;
  }
  return pieces.join("") + text.slice(position);
}
