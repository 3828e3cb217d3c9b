import { act } from "react";
import { afterEach, expect, it } from "vitest";
import { BusyButton } from "#renderer/ui/busy-button.tsx";
import { buttonNamed, mount, press } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void> = async () => undefined;
afterEach(() => unmount());

it("says that it is under way, is not run twice meanwhile, and keeps the focus", async () => {
  const asked: (() => void)[] = [];
  const run = () => new Promise<void>((resolve) => asked.push(resolve));
  unmount = await mount(
    <BusyButton busy="Asking…" run={run}>
      Try again
    </BusyButton>,
  );
  const button = buttonNamed("Try again");
  button.focus();
  await press(button);
  expect(button.textContent).toBe("Asking…");
  expect(button.getAttribute("aria-disabled")).toBe("true");
  await press(button);
  expect(asked).toHaveLength(1);
  expect(document.activeElement).toBe(button);
  await act(async () => asked[0]?.());
  expect(button.textContent).toBe("Try again");
  await press(button);
  expect(asked).toHaveLength(2);
});
