import { expect, it } from "vitest";
import { FrozenBlock, Tail } from "#renderer/ui/markdown/blocks.tsx";
import { mount } from "#test/renderer/features/mount.ts";

it.each([
  ["a table", "| a | b |\n| --- | --- |\n| 1 | 2 |", "div:has(> table)"],
  ["code", "```sql\nSELECT 1;\n```", "pre"],
])("%s that is too wide can be scrolled with the keyboard", async (_, text, selector) => {
  const unmount = await mount(<FrozenBlock text={text} isHighlighted={false} />);
  expect(document.querySelector(selector)?.getAttribute("tabindex")).toBe("0");
  await unmount();
});

it("a heading whose text has not come yet is none", async () => {
  const shown = async (text: string) => {
    const unmount = await mount(<Tail text={text} isHighlighted={false} />);
    const headings = [...document.querySelectorAll("h3")].map((heading) => heading.textContent);
    await unmount();
    return headings;
  };
  expect(await shown("Words\n\n## ")).toEqual([]);
  expect(await shown("#")).toEqual([]);
  expect(await shown("Words\n\n## H")).toEqual(["H"]);
});
