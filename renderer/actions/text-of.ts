/** Null where it is no text in UTF-8, or cannot be read. */
export async function textOf(file: Pick<File, "arrayBuffer">): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    // The caller says it.
    return null;
  }
}
