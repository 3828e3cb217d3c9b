/** Where one of many pieces stands in a text. */
export type Hit = { readonly needle: number; readonly at: number };

/** Every place of every needle; needles of three bytes at least. */
export type MultiSearch = (text: Uint8Array) => Hit[];

const blockBytes = 3;
/** Thousands of needles fill a tenth of it. */
const slots = 1 << 20;

/**
 * One pass over the text for thousands of needles (Wu and Manber, 1994): a table tells for the last three bytes of a
 * window how far it may move on. A heap snapshot has a hundred megabytes, which no search per needle gets through.
 */
export function createMultiSearch(needles: readonly Uint8Array[]): MultiSearch {
  if (needles.length === 0) return () => [];
  const width = Math.min(...needles.map((needle) => needle.length));
  if (width < blockBytes) throw new Error("A needle has three bytes at least.");
  const shifts = new Uint16Array(slots).fill(width - blockBytes + 1);
  const ending = new Map<number, number[]>();
  for (const [index, needle] of needles.entries()) {
    for (let end = blockBytes - 1; end < width; end += 1) {
      const slot = slotAt(needle, end);
      shifts[slot] = Math.min(shifts[slot] ?? 0, width - 1 - end);
    }
    const last = slotAt(needle, width - 1);
    ending.set(last, [...(ending.get(last) ?? []), index]);
  }
  return (text) => {
    const hits: Hit[] = [];
    for (let end = width - 1; end < text.length; ) {
      const slot = slotAt(text, end);
      const shift = shifts[slot] ?? 1;
      if (shift === 0) {
        const at = end - width + 1;
        for (const needle of ending.get(slot) ?? []) if (standsAt(text, needles[needle], at)) hits.push({ needle, at });
      }
      end += Math.max(1, shift);
    }
    return hits;
  };
}

function slotAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end] ?? 0) ^ ((bytes[end - 1] ?? 0) << 6) ^ ((bytes[end - 2] ?? 0) << 12)) & (slots - 1);
}

function standsAt(text: Uint8Array, needle: Uint8Array | undefined, at: number): boolean {
  if (needle === undefined || at + needle.length > text.length) return false;
  for (let index = 0; index < needle.length; index += 1) if (text[at + index] !== needle[index]) return false;
  return true;
}
