import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { buttonNamed, mount, press, settle } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void> = async () => undefined;

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(async () => {
  await unmount();
  vi.restoreAllMocks();
});

const Greeting = ({ name }: { readonly name: string }) => <p>Hello {name}</p>;

/** Fails so many times, then comes. */
function greetingAfter(failures: number) {
  let left = failures;
  const load = vi.fn(async () => {
    left -= 1;
    if (left >= 0) throw new Error("Failed to fetch dynamically imported module");
    return Greeting;
  });
  const part = latePart(load, {
    what: "greeting",
    waiting: () => <p>Waiting</p>,
    failed: (tryAgain, { name }) => (
      <button type="button" onClick={tryAgain}>
        Again for {name}
      </button>
    ),
  });
  return { load, part };
}

describe("a part that is fetched late", () => {
  it("is drawn once it is here, and at once where it was fetched ahead", async () => {
    const { load, part } = greetingAfter(0);
    part.preload();
    await settle();
    unmount = await mount(<Late part={part} props={{ name: "Ada" }} />);
    expect(document.body.textContent).toBe("Hello Ada");
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("says so where it does not come, as often as it does not, and comes with another try", async () => {
    const { load, part } = greetingAfter(2);
    unmount = await mount(<Late part={part} props={{ name: "Ada" }} />);
    await settle();
    await press(buttonNamed("Again for Ada"));
    await settle();
    expect(load).toHaveBeenCalledTimes(2);
    await press(buttonNamed("Again for Ada"));
    await settle();
    expect(document.body.textContent).toBe("Hello Ada");
  });

  it("lets nothing through that failed when it was fetched ahead, and fetches it when it is drawn", async () => {
    const { load, part } = greetingAfter(1);
    part.preload();
    await settle();
    unmount = await mount(<Late part={part} props={{ name: "Ada" }} />);
    await settle();
    expect(document.body.textContent).toBe("Hello Ada");
    expect(load).toHaveBeenCalledTimes(2);
  });

  it("fetches a style sheet that did not come again before it is drawn", async () => {
    const sheets = sheetsThat("come");
    const { part } = partWithout("http://127.0.0.1:1/missing.css");
    await expect(part.fetch()).rejects.toThrow("Failed to fetch");
    await part.fetch();
    expect(sheets).toEqual(["http://127.0.0.1:1/missing.css"]);
  });

  it("is kept back by its own style sheet alone, and not by one that another part missed", async () => {
    const sheets = sheetsThat("fail");
    const { part } = partWithout("http://127.0.0.1:1/gone.css");
    await expect(part.fetch()).rejects.toThrow("Failed to fetch");
    await expect(part.fetch()).rejects.toThrow("gone.css did not come");
    const other = greetingAfter(0);
    await other.part.fetch();
    expect(other.part.here()).toBe(Greeting);
    // It was asked for all the same: both may share it.
    expect(sheets).toEqual(["http://127.0.0.1:1/gone.css", "http://127.0.0.1:1/gone.css"]);
  });
});

/** Style sheets that are put into the page from now on, which come or do not. */
function sheetsThat(end: "come" | "fail"): readonly string[] {
  const asked: string[] = [];
  vi.spyOn(document.head, "append").mockImplementation((...nodes) => {
    for (const node of nodes) {
      if (!(node instanceof HTMLLinkElement)) continue;
      asked.push(node.href);
      queueMicrotask(() => (end === "come" ? node.onload?.(new Event("load")) : node.onerror?.(new Event("error"))));
    }
  });
  return asked;
}

/** The loader asks for its style sheet once, hears that it failed, and never asks for it again. */
function partWithout(href: string) {
  const failed = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  let isFirst = true;
  const load = async () => {
    if (!isFirst) return Greeting;
    isFirst = false;
    // Not in the page, where it would really be fetched.
    document.dispatchEvent(Object.defineProperty(new Event("error"), "target", { value: failed }));
    throw new Error("Failed to fetch dynamically imported module");
  };
  return { part: latePart(load, { what: "greeting", failed: () => <p>Failed</p> }) };
}
