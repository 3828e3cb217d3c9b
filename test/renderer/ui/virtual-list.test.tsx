import { act } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { VirtualList, type VirtualListProps } from "#renderer/ui/virtual-list.tsx";
import { fakeLayout } from "#test/renderer/fake-layout.ts";
import { find, mount, settle } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void> = async () => undefined;
let endLayout: () => void = () => undefined;
beforeEach(() => {
  endLayout = fakeLayout();
});
afterEach(async () => {
  await unmount();
  endLayout();
});

const items = Array.from({ length: 1_000 }, (_, index) => `item ${index}`);
const drawn = () => [...document.querySelectorAll("p")].map((row) => row.textContent);

async function show(props: Partial<VirtualListProps<string>>) {
  const list = (
    <div role="listbox">
      <VirtualList items={items} keyOf={(item) => item} activeKey={null} onNearEnd={() => undefined} {...props}>
        {(item) => <p key={item}>{item}</p>}
      </VirtualList>
    </div>
  );
  unmount = await mount(list);
  await settle();
}

it("draws what is seen and a little more, of a thousand", async () => {
  await show({});
  expect(drawn()[0]).toBe("item 0");
  expect(drawn().length).toBeGreaterThan(9);
  expect(drawn().length).toBeLessThan(30);
});

it("keeps the active item drawn, so that assistive tech can be pointed at it", async () => {
  await show({ activeKey: "item 500" });
  expect(drawn()).toContain("item 500");
});

it("asks for more where the end is near, at once where there is little", async () => {
  let asked = 0;
  const onNearEnd = () => {
    asked += 1;
  };
  await show({ onNearEnd });
  expect(asked).toBe(0);
  await act(async () => {
    const list = find('[role="listbox"]');
    list.scrollTop = 999 * 76;
    list.dispatchEvent(new Event("scroll"));
  });
  expect(asked).toBeGreaterThan(0);
  await unmount();
  asked = 0;
  await show({ onNearEnd, items: items.slice(0, 3) });
  expect(asked).toBeGreaterThan(0);
});
