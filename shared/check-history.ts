import { longestHistoryTitle, longestTag, mostTags } from "./history.ts";

/** Each says what is wrong in the field's own words, or null where nothing is. */

export function checkHistoryTitle(title: string): string | null {
  if (title.trim() === "") return "Write a title, or take the one that the prompt makes.";
  if (title.length > longestHistoryTitle) return `A title has at most ${longestHistoryTitle} characters.`;
  return null;
}

export function checkTag(tag: string): string | null {
  if (tag.trim() === "") return "Write a tag first.";
  if (tag.trim().length > longestTag) return `A tag has at most ${longestTag} characters.`;
  return /[\r\n]/.test(tag) ? "A tag is one line." : null;
}

export function checkTags(tags: readonly string[]): string | null {
  if (tags.length > mostTags) return `A comparison has at most ${mostTags} tags.`;
  return tags.map(checkTag).find((problem) => problem !== null) ?? null;
}

/** As they are kept: trimmed, and each once, as it was written first. */
export function tidyTags(tags: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const tag of tags.map((one) => one.trim())) {
    const name = tag.toLowerCase();
    if (!byName.has(name)) byName.set(name, tag);
  }
  return [...byName.values()];
}
