import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { comparisonHtml } from "#electron/exports/comparison-html.ts";
import { escapeHtml, html } from "#electron/exports/html-text.ts";
import { exportOf, exportSaying, payloads } from "#test/support/export-samples.ts";

const names = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&#13;", "\r"],
]);
const unescaped = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39|#13);/g, (entity) => names.get(entity) ?? entity);

test("text is read back as it was, and no sign of it is markup", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...payloads)), (text) => {
      const escaped = escapeHtml(text);
      expect(escaped).not.toMatch(/[<>"'\r]|&(?!amp;|lt;|gt;|quot;|#39;|#13;)/);
      expect(unescaped(escaped)).toBe(text.toWellFormed().replaceAll("\0", "\ufffd"));
    }),
  );
});

test("images that are not in the page are told", () => {
  const exported = exportOf();
  const images = [{ mimeType: "image/png", bytes: 1 }];
  expect(comparisonHtml(exported)).not.toContain("image");
  const page = comparisonHtml({ ...exported, comparison: { ...exported.comparison, images } });
  expect(page).toContain("Sent with 1 image, which is not in this file.");
});

test("only a template is markup", () => {
  expect(html`<p class="${'"x'}">${"<b>"}${html`<i>${1}</i>`}${[html`a`, html`b`]}</p>`.markup).toBe(
    '<p class="&quot;x">&lt;b&gt;<i>1</i>a\nb</p>',
  );
});

/** Tags with their attributes, without what stands between them. */
function tagsOf(page: string): readonly string[] {
  const body = page.replace(/<style>[^<]*<\/style>/, "<style></style>");
  return body.match(/<[^>]*>/g) ?? [];
}

test("whatever answers say, the page has the tags of a page whose answers say nothing", () => {
  const plain = tagsOf(comparisonHtml(exportSaying("word")));
  const allowed =
    /^<\/?(?:!doctype html|html|head|meta|title|style|body|header|main|h1|h2|h3|bdi|p|section|div|span|table|thead|tbody|tr|th|td|details|summary|pre|svg|rect)\b[^<]*>$/;
  for (const payload of payloads.filter((text) => text !== "")) {
    const tags = tagsOf(comparisonHtml(exportSaying(payload)));
    expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
    expect(tags).toEqual(plain);
    expect(tags.filter((tag) => /\son\w+=|href|src=|style=/.test(tag))).toEqual([]);
  }
});

test("its policy allows its own style and nothing else", () => {
  const page = comparisonHtml(exportOf());
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? "";
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(
    `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
  );
  expect(page).not.toMatch(/https?:/);
  expect(style).toContain("light-dark(");
  expect(style).toContain("@media print");
});

test("a fallback is told, with a bar for each attempt", () => {
  const page = comparisonHtml(exportOf());
  expect(page.match(/class="track"/g)).toHaveLength(2);
  expect(page).toContain("Rate limit reached.");
  expect(page).toContain("2 attempts on the time since Send");
});
