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
    const { part } = greetingAfter(1);
    const asked: string[] = [];
    vi.spyOn(document.head, "append").mockImplementation((...nodes) => {
      for (const node of nodes) {
        if (!(node instanceof HTMLLinkElement)) continue;
        asked.push(node.href);
        queueMicrotask(() => node.onload?.(new Event("load")));
      }
    });
    await expect(part.fetch()).rejects.toThrow("Failed to fetch");
    const failed = document.createElement("link");
    failed.rel = "stylesheet";
    failed.href = "http://127.0.0.1:1/missing.css";
    // Not in the page, where it would really be fetched.
    document.dispatchEvent(Object.defineProperty(new Event("error"), "target", { value: failed }));
    await part.fetch();
    expect(asked).toEqual(["http://127.0.0.1:1/missing.css"]);
  });
});
