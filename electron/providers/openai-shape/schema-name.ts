/** At most 64 of letters, digits, `_` and `-` (protocols.md §4). */
export function schemaName(name: string): string {
  return name.replace(/[^\w-]/g, "_").slice(0, 64) || "answer";
}
