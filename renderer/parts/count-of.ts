import { formatCount } from "#shared/format.ts";

/** `1 answer`, `84 answers` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)}\u00a0${count === 1 ? one : many}`;
}
