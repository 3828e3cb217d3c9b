const longestTitle = 60;
/** Made once: that takes longer than a title. */
const characters = new Intl.Segmenter();

/** A conversation's title: the first line of its prompt, cut at a word, and never inside a character as people see it. */
export function titleOf(prompt: string): string {
  const line = (prompt.trim().split(/\r\n|\r|\n/, 1)[0] ?? "").trimEnd();
  if (line.length <= longestTitle) return line;
  let cut = "";
  for (const { segment } of characters.segment(line.slice(0, 2 * longestTitle))) {
    if (cut.length + segment.length >= longestTitle) break;
    cut += segment;
  }
  const lastSpace = cut.lastIndexOf(" ");
  return `${(lastSpace > longestTitle / 2 ? cut.slice(0, lastSpace) : cut).replace(/[\s,;:.]+$/, "")}…`;
}
