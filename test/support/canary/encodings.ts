import { gzipSync } from "node:zlib";

/** How a key may stand in a place where it must not be (security.md §6.6). */
export const encodings = ["raw", "half", "base64", "base64url", "hex", "url", "json", "utf-16le", "gzip"] as const;

export type Encoding = (typeof encodings)[number];

/** Those that are letters, so that they can stand inside any text; the others are bytes of a file. */
export const textEncodings = encodings.filter((one) => one !== "utf-16le" && one !== "gzip");

/** A key as an encoding writes it, with something around it; `half` is its end, as a cut leaves it. */
export function encoded(key: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case "raw":
      return Buffer.from(`a ${key} z`);
    case "half":
      return Buffer.from(`a ...${key.slice(Math.floor(key.length / 2))} z`);
    case "base64":
      return Buffer.from(Buffer.from(`u:${key}@host`).toString("base64"));
    case "base64url":
      return Buffer.from(Buffer.from(`u${key}@host`).toString("base64url"));
    case "hex":
      return Buffer.from(Buffer.from(key).toString("hex"));
    case "url":
      return Buffer.from(encodeURIComponent(key));
    case "json":
      return Buffer.from(JSON.stringify({ key }));
    case "utf-16le":
      return Buffer.from(`a ${key} z`, "utf16le");
    case "gzip":
      return gzipSync(Buffer.from(`a ${key} z`));
  }
}

/** A piece of a key in one form, as bytes to search for. `gzip` has none: its members are unpacked and searched. */
export type Form = { readonly encoding: Exclude<Encoding, "half" | "gzip"> | "html"; readonly bytes: Buffer };

/** Every form of a piece of a key. Forms that are the same letters are told once, as the first. */
export function formsOf(piece: string): Form[] {
  const json = JSON.stringify(piece).slice(1, -1);
  const url = encodeURIComponent(piece);
  const hex = Buffer.from(piece).toString("hex");
  const inBase64 = [0, 1, 2].map((offset) => insideBase64(piece, offset));
  const forms: readonly (readonly [Form["encoding"], string | Buffer])[] = [
    ["raw", piece],
    ["json", json],
    ["json", JSON.stringify(json).slice(1, -1)],
    ["url", url],
    ["url", url.replace(/%../g, (triplet) => triplet.toLowerCase())],
    ...htmlForms(piece).map((text) => ["html", text] as const),
    ["hex", hex],
    ["hex", hex.toUpperCase()],
    ...inBase64.map((text) => ["base64", text] as const),
    ...inBase64.map((text) => ["base64url", text.replaceAll("+", "-").replaceAll("/", "_")] as const),
    ["utf-16le", Buffer.from(piece, "utf16le")],
  ];
  const seen = new Set<string>();
  return forms.flatMap(([encoding, text]) => {
    const bytes = Buffer.from(text);
    const letters = bytes.toString("latin1");
    if (seen.has(letters)) return [];
    seen.add(letters);
    return [{ encoding, bytes }];
  });
}

/** One more than the nine: as a page is written, by a browser or by hand. */
function htmlForms(piece: string): string[] {
  const inText = piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const inAttribute = inText.replaceAll('"', "&quot;");
  return [inText, inAttribute, inAttribute.replaceAll("'", "&#39;")];
}

/** What base64 makes of the piece whatever stands around it, where `offset` bytes of a group of three come before. */
function insideBase64(piece: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(piece)]);
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return bytes.toString("base64").slice(first, last);
}
