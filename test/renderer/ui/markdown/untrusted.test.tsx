import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SplitMarkdown } from "#renderer/ui/markdown/markdown.tsx";
import { createTailSplitter } from "#renderer/ui/markdown/tail-splitter.ts";
import { renderingPayloads } from "#test/fixtures/security/rendering.ts";
import { sampled } from "#test/support/untrusted/sampled.ts";

/**
 * R1 (security.md §6.4) at every split point: what an answer is drawn as after each of its letters. The same in a real
 * window is in test/e2e/security/rendering.test.ts.
 */
const tags = new Set(
  "div p span strong em del code pre ul ol li blockquote h3 table thead tbody tr th td hr br section sup button svg use path rect".split(
    " ",
  ),
);
const attributes = new Set(
  "class title role tabindex tabIndex start style type id aria-label aria-hidden aria-describedby data-footnotes d viewBox x y width height rx".split(
    " ",
  ),
);

/** Tags and attributes that no answer is drawn with. */
function strange(html: string): readonly string[] {
  const found: string[] = [];
  for (const [, tag = "", rest = ""] of html.matchAll(/<([a-zA-Z][^\s/>]*)((?:[^">]|"[^"]*")*)>/g)) {
    if (!tags.has(tag)) found.push(`<${tag}>`);
    for (const [, name = "", value = ""] of rest.matchAll(/\s([^\s=]+)="([^"]*)"/g)) {
      const isOurs = name === "href" ? value.startsWith("#") || value.startsWith("/") : attributes.has(name);
      const isHarmless = name !== "style" || /^text-align:(left|right|center)$/.test(value);
      if (!isOurs || !isHarmless || (name === "id" && !value.startsWith("user-content-")))
        found.push(`${name}="${value}"`);
    }
  }
  return found;
}

function drawn(text: string, cut: number): string {
  const splitter = createTailSplitter();
  const split = splitter.append(text.slice(0, cut));
  return renderToStaticMarkup(
    <SplitMarkdown split={split} isStreaming={cut < text.length} onOpenLink={() => undefined} />,
  );
}

describe("R1 at every split point", () => {
  it.each(sampled(renderingPayloads, 24))("$id is only text after each of its letters", ({ text }) => {
    for (let cut = 1; cut <= text.length; cut += 1) expect(strange(drawn(text, cut)), text.slice(0, cut)).toEqual([]);
  });

  it("would be noticed", () => {
    expect(strange('<div><img src="x" onerror="a()"></div>')).toEqual(["<img>", 'src="x"', 'onerror="a()"']);
    expect(strange('<span style="background:url(x)">a</span>')).toEqual(['style="background:url(x)"']);
  });
});
