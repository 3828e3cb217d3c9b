/** An object of JSON as it stands in a column; undefined where it is none, which costs the history that part alone. */
export function jsonOf(text: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    // Damaged: whoever opens the comparison is told.
    return undefined;
  }
}

/** The texts of a list in JSON; empty where it is none. */
export function textsOfJson(text: unknown): readonly string[] {
  return Object.values(jsonOf(text) ?? {}).filter((value) => typeof value === "string");
}
