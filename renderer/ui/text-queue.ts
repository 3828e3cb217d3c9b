/** A text that grows at its end and is taken from its beginning, in stretches. */
export type TextQueue = {
  /** Forgets everything and begins with this text. */
  begin(text: string): void;
  push(text: string): void;
  /** The next characters, at most so many and never half of one; empty where none wait. */
  take(most: number): string;
  /** Characters that were pushed since the beginning, taken ones included. */
  length(): number;
  waiting(): boolean;
};

export function createTextQueue(): TextQueue {
  let pieces: string[] = [];
  /** Taken of the first piece. */
  let taken = 0;
  let length = 0;
  const push = (text: string) => {
    if (text !== "") pieces.push(text);
    length += text.length;
  };
  return {
    push,
    length: () => length,
    waiting: () => pieces.length > 0,
    begin(text) {
      pieces = [];
      taken = 0;
      length = 0;
      push(text);
    },
    take(most) {
      let result = "";
      let used = 0;
      while (used < pieces.length && result.length < most) {
        const piece = pieces[used] ?? "";
        const part = piece.slice(taken, taken + most - result.length);
        result += part;
        taken += part.length;
        if (taken < piece.length) break;
        used += 1;
        taken = 0;
      }
      pieces = pieces.slice(used);
      return wholeCharacters(result);
    },
  };

  /** Half a character waits for its other half, unless it is all there is. */
  function wholeCharacters(result: string): string {
    const last = result.at(-1) ?? "";
    if (!/[\ud800-\udbff]/.test(last) || result.length === 1) return result;
    const rest = pieces[0]?.slice(taken) ?? "";
    pieces = [last + rest, ...pieces.slice(1)];
    taken = 0;
    return result.slice(0, -1);
  }
}
