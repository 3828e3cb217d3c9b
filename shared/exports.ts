/** A file for the window to save. */
export type ExportedFile = {
  /** Safe on every system: letters, digits, dots and hyphens. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly text: string;
};

export type ComparisonFormat = "markdown" | "json" | "csv" | "html";
export type SpendFormat = "csv" | "json";
