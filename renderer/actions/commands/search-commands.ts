import { type Command, type CommandGroup, commandGroups } from "./command.ts";

/** A stretch of a label that was typed, from `start` up to `end`. */
export type Match = { readonly start: number; readonly end: number };
export type Found = { readonly command: Command; readonly matches: readonly Match[] };
export type FoundGroup = { readonly group: CommandGroup; readonly items: readonly Found[] };

/** More rows of a group than this are not drawn: typing finds them faster than scrolling. */
const mostOfGroup = 24;

/**
 * The commands in which every typed word is found, the most relevant first: a label that begins with it before one
 * with a word that does, then anything within, then other words and details. The group with the best one leads.
 */
export function searchCommands(commands: readonly Command[], query: string): readonly FoundGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const scored = commands
    .filter((command) => words.length > 0 || command.isRare !== true)
    .flatMap((command) => scoreOf(command, words) ?? []);
  return commandGroups
    .map((group) => scored.filter((one) => one.found.command.group === group).toSorted(byScore))
    .filter((group) => group.length > 0)
    .toSorted(([one], [other]) => (one?.score ?? 0) - (other?.score ?? 0))
    .flatMap((group) => groupOf(group) ?? []);
}

/** Lower is better. What cannot be done now comes after what can. */
type Scored = { readonly found: Found; readonly score: number };

function byScore(one: Scored, other: Scored): number {
  return one.score - other.score;
}

function groupOf(scored: readonly Scored[]): FoundGroup | null {
  const [first] = scored;
  if (first === undefined) return null;
  return { group: first.found.command.group, items: scored.slice(0, mostOfGroup).map((one) => one.found) };
}

function scoreOf(command: Command, words: readonly string[]): Scored | null {
  const label = command.label.toLowerCase();
  const rest = `${command.detail ?? ""} ${command.words ?? ""}`.toLowerCase();
  const places = words.map((word) => placeOf(label, rest, word));
  if (places.includes(null)) return null;
  const known = places.flatMap((place) => place ?? []);
  const worst = Math.max(0, ...known.map((place) => place.rank));
  const matches = known.flatMap(({ match }) => match ?? []).toSorted((one, other) => one.start - other.start);
  const later = command.unavailable === undefined ? 0 : 10;
  return { found: { command, matches: joined(matches) }, score: worst + later };
}

type Place = { readonly rank: number; readonly match: Match | null };

function placeOf(label: string, rest: string, word: string): Place | null {
  const matchAt = (start: number): Match => ({ start, end: start + word.length });
  if (label.startsWith(word)) return { rank: 0, match: matchAt(0) };
  const atWord = startOfWord(label, word);
  if (atWord !== -1) return { rank: 1, match: matchAt(atWord) };
  const within = label.indexOf(word);
  if (within !== -1) return { rank: 2, match: matchAt(within) };
  if (startOfWord(rest, word) !== -1) return { rank: 3, match: null };
  return rest.includes(word) ? { rank: 4, match: null } : null;
}

function startOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
  }
  return -1;
}

/** Stretches that overlap become one, so that nothing is marked twice. */
function joined(matches: readonly Match[]): readonly Match[] {
  const result: Match[] = [];
  for (const match of matches) {
    const last = result.at(-1);
    if (last !== undefined && match.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, match.end) };
    } else result.push(match);
  }
  return result;
}
