import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Reorder, ReorderGrip, useReorderItem } from "#renderer/ui/reorder.tsx";
import { buttonNamed, mount } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await unmount();
});

function Item({ id }: { readonly id: string }) {
  const { ref, isLifted } = useReorderItem(id);
  return (
    <li ref={ref} data-lifted={isLifted}>
      {id}
      <ReorderGrip id={id} label={`Move ${id}`} />
    </li>
  );
}

async function show(axis: "horizontal" | "vertical") {
  const moves: [string, number][] = [];
  const said: string[] = [];
  unmount = await mount(
    <Reorder
      ids={["a", "b", "c"]}
      axis={axis}
      nameOf={(id) => id.toUpperCase()}
      onMove={(id, toIndex) => moves.push([id, toIndex])}
      announce={(text) => said.push(text)}
    >
      {(ids) => (
        <ul>
          {ids.map((id) => (
            <Item key={id} id={id} />
          ))}
        </ul>
      )}
    </Reorder>,
  );
  const order = () => [...document.querySelectorAll("li")].map((item) => item.textContent).join("");
  return { moves, said, order };
}

const type = (id: string, key: string, extra: KeyboardEventInit = {}) =>
  act(async () => {
    buttonNamed(`Move ${id}`).dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...extra }),
    );
  });

describe("Reorder by keyboard", () => {
  it("lifts with Space, moves with the arrows of its axis and drops with Space", async () => {
    const { moves, said, order } = await show("vertical");
    await type("a", " ");
    expect(buttonNamed("Move a").getAttribute("aria-pressed")).toBe("true");
    await type("a", "ArrowRight");
    expect(order()).toBe("abc");
    await type("a", "ArrowDown");
    expect(order()).toBe("bac");
    await type("a", "End");
    await type("a", "ArrowDown");
    expect(order()).toBe("bca");
    expect(moves).toEqual([]);
    await type("a", " ");
    expect(moves).toEqual([["a", 2]]);
    expect(said).toEqual(["A lifted, 1 of 3.", "A, 2 of 3.", "A, 3 of 3.", "A, 3 of 3.", "A dropped at 3 of 3."]);
    expect(buttonNamed("Move a").getAttribute("aria-pressed")).toBe("false");
  });

  it("takes back with Escape, and moves along the other axis", async () => {
    const { moves, said, order } = await show("horizontal");
    await type("c", " ");
    await type("c", "ArrowLeft");
    expect(order()).toBe("acb");
    await type("c", "Escape");
    expect(order()).toBe("abc");
    expect(moves).toEqual([]);
    expect(said.at(-1)).toBe("C is back at 3 of 3.");
  });

  it("does nothing before Space and with a modifier, and drops nothing where the item did not move", async () => {
    const { moves, order } = await show("vertical");
    await type("b", "ArrowDown");
    await type("b", " ", { ctrlKey: true });
    await type("b", "ArrowDown");
    expect(order()).toBe("abc");
    await type("b", " ");
    await type("b", "Enter");
    expect(moves).toEqual([]);
  });

  it("puts the item back when the focus leaves its grip", async () => {
    const { moves, order } = await show("vertical");
    await type("a", " ");
    await type("a", "ArrowDown");
    expect(order()).toBe("bac");
    await act(async () => {
      buttonNamed("Move a").dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
    });
    expect(order()).toBe("abc");
    expect(moves).toEqual([]);
  });
});
