import { imageInfoRow, imageRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { ImageInfo, PromptImage } from "#shared/prompt.ts";

/** Replaces a comparison's images. Bytes, not base64: a third smaller, and any tool can read them. */
export function saveImages(database: Database, comparisonId: string, images: readonly PromptImage[]): void {
  database.run("DELETE FROM comparison_images WHERE comparison_id = ?", comparisonId);
  for (const [position, { mimeType, base64 }] of images.entries()) {
    database.run(
      "INSERT INTO comparison_images (comparison_id, position, mime_type, bytes) VALUES (?, ?, ?, ?)",
      comparisonId,
      position,
      mimeType,
      Buffer.from(base64, "base64"),
    );
  }
}

/** What is known of them without their bytes, in their order. */
export function loadImageInfos(database: Database, comparisonId: string, nowMs: number): LoadedRows<ImageInfo> {
  const rows = database.all(
    `SELECT comparison_id AS id, mime_type AS mimeType, length(bytes) AS bytes FROM comparison_images
     WHERE comparison_id = ? ORDER BY position`,
    comparisonId,
  );
  const word = "image of the prompt";
  return readRows(database, rows, {
    source: "comparison_images",
    word,
    read: (row) => readRow(imageInfoRow, row),
    nowMs,
  });
}

/** Null where there is none in this place. */
export function loadImage(database: Database, comparisonId: string, index: number): PromptImage | null {
  const row = database.get(
    "SELECT mime_type AS mimeType, bytes FROM comparison_images WHERE comparison_id = ? AND position = ?",
    comparisonId,
    index,
  );
  if (row === undefined) return null;
  const read = readRow(imageRow, row);
  if (!read.ok) throw new Error(`An image of this prompt is damaged (${read.problem}).`);
  return { mimeType: read.value.mimeType, base64: Buffer.from(read.value.bytes).toString("base64") };
}
