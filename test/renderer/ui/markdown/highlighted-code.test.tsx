import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { HighlightedCode } from "#renderer/ui/markdown/highlighted-code.tsx";
import { find, mount } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void> = async () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await unmount();
  vi.useRealTimers();
});

async function draw(text: string, language: string): Promise<void> {
  unmount = await mount(
    <pre>
      <HighlightedCode text={text} language={language} />
    </pre>,
  );
  expect(find("pre").textContent).toBe(text);
  await coloursCome();
}

/** Its colours come late, block by block. */
async function coloursCome(): Promise<void> {
  for (let frame = 0; frame < 20; frame += 1) await act(async () => await vi.advanceTimersByTimeAsync(100));
}

/** What carries one of the highlighter's classes. */
const coloured = (name: string) => [...document.querySelectorAll(`pre .hljs-${name}`)].map((part) => part.textContent);

it.each([
  { language: "yaml", text: "model_list:\n  - name: smart # one\n", name: "attr", parts: ["model_list:", "name:"] },
  { language: "python", text: 'import httpx\nname = "smart"\n', name: "string", parts: ['"smart"'] },
  { language: "typescript", text: "const at = 20; // s\n", name: "number", parts: ["20"] },
  { language: "json", text: '{ "retry": 2 }\n', name: "number", parts: ["2"] },
  { language: "bash", text: "# asks\necho 'hi'\n", name: "comment", parts: ["# asks"] },
])("code in $language has its colours, and its text is as it was", async ({ language, text, name, parts }) => {
  await draw(text, language);
  expect(coloured(name)).toEqual(parts);
  expect(find("pre code").textContent).toBe(text);
});

it("nothing in a text ends it: neither a fence nor what looks like Markdown or HTML", async () => {
  const text = 'a = """\n```\n````python\n# no <b>heading</b> [link](https://x.test)\n"""\n\n    indented\n';
  await draw(text, "python");
  expect(find("pre").textContent).toBe(text);
  expect(document.querySelectorAll("pre a, pre b, pre h1, pre code")).toHaveLength(1);
});

it("a long program has its text at once, and all of its colours in the end", async () => {
  const line = (index: number) => `value_${index} = "text ${index}"`;
  const lines = Array.from({ length: 400 }, (_, index) => line(index));
  const text = `${lines.join("\n")}\n"""over\n${lines.join("\n")}\n"""\n`;
  await draw(text, "python");
  expect(find("pre").textContent).toBe(text);
  expect(coloured("string").slice(0, 400)).toEqual(lines.map((one) => one.slice(one.indexOf('"'))));
  expect(coloured("string").slice(400).join("\n")).toBe(`"""over\n${lines.join("\n")}\n"""`);
});

it("a language that nobody knows is shown plain", async () => {
  await draw("x = 1\n", "no-such-language");
  expect(find("pre code").textContent).toBe("x = 1\n");
  expect(document.querySelector("pre span span")).toBeNull();
});
