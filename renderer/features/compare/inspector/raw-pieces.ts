/** Longer text is not parsed only to be set in lines. */
const longestJson = 200_000;
/** Characters of one piece: what the browser lays out at a time. */
const pieceLength = 4_000;

/** JSON set in lines; anything else as it is. */
export function readable(text: string): string {
  const first = text.trimStart()[0];
  if (text.length > longestJson || (first !== "{" && first !== "[")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Half a document, or none: it is shown as it came.
    return text;
  }
}

/** Pieces that end with a line where there is one, so that those out of sight need not be laid out. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  while (from < text.length) {
    const line = text.indexOf("\n", from + pieceLength);
    const to = line === -1 ? text.length : line + 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
