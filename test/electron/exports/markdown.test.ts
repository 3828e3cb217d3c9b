import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonMarkdown } from "#electron/exports/comparison-markdown.ts";
import { fenced, plainLine } from "#electron/exports/markdown-text.ts";
import { exportOf, exportSaying, payloads } from "#test/support/export-samples.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(...payloads),
  fc.string({ unit: fc.constantFrom("`", "\n", "x") }),
);

/** The content of a fence as CommonMark reads it: until a line of at least as many backticks and nothing else. */
function readFence(block: string): string {
  const [open = "", ...lines] = block.split("\n");
  const fence = /^`+/.exec(open)?.[0] ?? "";
  const end = lines.findIndex((line) => /^ {0,3}`+\s*$/.test(line) && line.trim().length >= fence.length);
  expect(end).toBe(lines.length - 1);
  return lines.slice(0, end).join("\n");
}

test("no text gets out of its fence", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(readFence(fenced(text))).toBe(text);
    }),
  );
});

test("a line is one line, and every sign of Markdown in it is escaped", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = plainLine(text);
      expect(line).not.toMatch(/[\r\n\t]/);
      expect(line.replace(/\\[\\`*_{}[\]<>()#+!|&~@:.]/g, "")).not.toMatch(/[`*_{}[\]<>()#!|&~@]|:\/\/|www\./);
    }),
  );
});

test("a line turns no other text around, and images that are not in the file are told", () => {
  expect(plainLine("a\u202eb\u2066c\u200fd")).toBe("abcd");
  const exported = exportOf();
  const images = [
    { mimeType: "image/png", bytes: 1 },
    { mimeType: "image/png", bytes: 1 },
  ];
  expect(comparisonMarkdown(exported)).not.toContain("image");
  const text = comparisonMarkdown({ ...exported, comparison: { ...exported.comparison, images } });
  expect(text).toContain("- Sent with 2 images, which are not in this file.\n");
});

test("a comparison tells its fallback and keeps the answer as it was written", () => {
  const text = comparisonMarkdown(exportOf());
  expect(text).toContain("# Hello\n");
  expect(text).toContain("| 1 | OpenAI | gpt-5 | Failed: Rate limit reached. |");
  expect(text).toContain("### Answer\n\n```text\nAn answer.\n```");
});

test.each(payloads)("%j adds no heading, list, table or link", (payload) => {
  const text = comparisonMarkdown(exportSaying(payload));
  const outside: string[] = [];
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const ticks: string | undefined = /^`{3,}/.exec(line)?.[0];
    if (fence === null && ticks !== undefined) fence = ticks;
    else if (fence !== null && line === fence) fence = null;
    else if (fence === null) outside.push(line);
  }
  expect(fence).toBeNull();
  expect(outside.filter((line) => line.startsWith("#")).length).toBeLessThanOrEqual(6);
  expect(outside.join("\n").replace(/\\./g, "")).not.toMatch(/<|\]\(|:\/\/|^\s*[-+] (?!Sent|Tags)/m);
});
