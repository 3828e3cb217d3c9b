import type { Page } from "playwright-core";
import ReactMarkdown from "react-markdown";
import remarkGfm from "remark-gfm";

type Node = {
  readonly type: string;
  readonly tagName?: string;
  readonly value?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
};

/**
 * What a careless program makes of Markdown: the same parser as ours, then HTML as it comes, no attribute quoted. With it
 * a corpus is shown to be able to do harm.
 */
export function carelessHtml(markdown: string): string {
  let tree: Node = { type: "root" };
  const keep = () => (root: Node) => {
    tree = structuredClone(root);
  };
  ReactMarkdown({ children: markdown, remarkPlugins: [remarkGfm], rehypePlugins: [keep] });
  return htmlOf(tree);
}

function htmlOf({ type, tagName, value = "", properties = {}, children = [] }: Node): string {
  if (type === "raw") return value;
  // Careless programs also render diagrams and previews from the code of a fence.
  if (type === "text") return value;
  const inner = children.map(htmlOf).join("");
  if (tagName === undefined) return inner;
  const attributes = Object.entries(properties).map(([name, own]) => ` ${name.toLowerCase()}="${String(own)}"`);
  return `<${tagName}${attributes.join("")}>${inner}</${tagName}>`;
}

export type CarelessCase = { readonly id: string; readonly html: string };

/** The names of those that ran something, by themselves or once they are pressed, in a page without any policy. */
export async function whatRuns(page: Page, cases: readonly CarelessCase[]): Promise<readonly string[]> {
  return await page.evaluate(async (shown) => {
    const ran = new Set<string>();
    Object.assign(window, { ran: (id: string) => ran.add(id) });
    const setup = (id: string) => {
      const call = `() => parent.ran(${JSON.stringify(id)})`;
      return `<script>window.__pwn = ${call}; window.alert = window.confirm = ${call};</script>`;
    };
    const frames = shown.map(({ id, html }) => {
      const frame = document.createElement("iframe");
      frame.srcdoc = `<!doctype html>${setup(id)}${html}`;
      document.body.append(frame);
      return frame;
    });
    const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    await Promise.all(frames.map((frame) => new Promise((resolve) => frame.addEventListener("load", resolve))));
    await rest(300);
    for (const frame of frames) {
      for (const element of frame.contentDocument?.querySelectorAll("body, body *") ?? []) {
        for (const name of ["mouseover", "focus"]) element.dispatchEvent(new Event(name));
        element.dispatchEvent(new MouseEvent("click", { cancelable: true }));
      }
    }
    await rest(300);
    return [...ran];
  }, cases);
}

/** Lets a page without any policy show what it likes to show, for a moment. */
export async function showCarelessly(page: Page, shown: readonly string[]): Promise<void> {
  await page.evaluate(async (all) => {
    for (const html of all) {
      const frame = document.createElement("iframe");
      frame.srcdoc = html;
      document.body.append(frame);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }, shown);
}
