import { act } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { FrozenBlock } from "#renderer/ui/markdown/blocks.tsx";
import { mount } from "#test/renderer/features/mount.ts";

/** R6 (security.md §6.4) in an answer. */
afterEach(() => vi.restoreAllMocks());

async function shown(text: string): Promise<HTMLElement> {
  const unmount = await mount(<FrozenBlock text={text} isHighlighted />);
  const copy = document.body.cloneNode(true);
  await unmount();
  if (!(copy instanceof HTMLElement)) throw new Error("Nothing was drawn.");
  return copy;
}

it("code says what nobody sees in it, coloured or not, as a character or as an entity of a page", async () => {
  for (const language of ["js", "text", ""]) {
    const { textContent } = await shown(`\`\`\`${language}\nif (a\u202e /* admin \u2066) */ {\n\u200b}\n\`\`\``);
    for (const code of ["U+202E", "U+2066", "U+200B"]) expect(textContent).toContain(`\u27e8${code}\u27e9`);
    expect(textContent).not.toMatch(/[\u200b\u202e\u2066]/);
  }
  expect((await shown("Run `rm\u2060 -rf`.")).textContent).toContain("rm\u27e8U+2060\u27e9 -rf");
});

it("the words of a link and of an image say it, and its address does", async () => {
  const box = await shown("[bank\u202egpj](https://evil.test/a&#8238;b) ![pic\u200bture](https://evil.test/b)");
  const [link, image] = box.querySelectorAll('[role="link"]');
  expect(link?.textContent).toBe("bank\u27e8U+202E\u27e9gpj");
  expect(link?.getAttribute("title")).toMatch(/%E2%80%AE|U\+202E/);
  expect(image?.textContent).toContain("pic\u27e8U+200B\u27e9ture");
});

it("an address that stands for itself says it, too", async () => {
  const box = await shown("<https://bank.test/\u202emoc.live>");
  expect(box.textContent).toContain("\u27e8U+202E\u27e9");
});

it("the copy of code is what is shown, and says so", async () => {
  const copied: string[] = [];
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => void copied.push(text));
  const unmount = await mount(<FrozenBlock text={"```js\nlet a\u202e = 1;\n```"} isHighlighted />);
  const button = document.querySelector<HTMLButtonElement>('button[aria-label="Copy code"]');
  await act(async () => button?.click());
  expect(copied).toEqual(["let a\u27e8U+202E\u27e9 = 1;"]);
  expect(document.querySelector("button")?.getAttribute("aria-label")).toBe(
    "Copied, with hidden characters written out",
  );
  await unmount();
});

it("other text is as it was written: languages need these characters", async () => {
  expect((await shown("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 and \u200fabc")).textContent).toContain(
    "\u200f",
  );
});
