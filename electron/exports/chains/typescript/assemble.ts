/** What a program offers to those who import it; all else stays inside. */
const offered = new Set([
  ...["stream", "complete", "chains", "ChainError", "Failure"],
  ...["Answer", "Attempt", "FailureClass", "Message", "ModelConfig", "StreamEvent"],
]);

/** Parts of a program as one file: without the imports by which they know each other, and with few exports. */
export function assemble(parts: readonly string[]): string {
  return parts.map(withoutImports).map(withFewExports).join("\n");
}

/** With the word before an import that speaks to this project's own checks. */
function withoutImports(part: string): string {
  return part
    .replace(/^\/\/ biome-ignore .*\n/gm, "")
    .replace(/^import [^;]*;\n/gm, "")
    .replace(/^\n+/, "");
}

function withFewExports(part: string): string {
  return part.replace(
    /^export ((?:async )?(?:function\*?|const|type|class) (\w+))/gm,
    (whole, said: string, name: string) => {
      return offered.has(name) ? whole : said;
    },
  );
}
