import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Notices } from "#renderer/features/shell/notices.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { mount } from "#test/renderer/features/mount.ts";

let unmount: () => Promise<void>;

beforeEach(async () => {
  vi.useFakeTimers();
  unmount = await mount(<Notices />);
});
afterEach(async () => {
  await unmount();
  useAppStore.setState({ connection: "connecting" });
  vi.useRealTimers();
});

const shown = () => document.body.textContent;
const become = (connection: "lost" | "connected") => act(() => useAppStore.setState({ connection }));
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it("tells that the host does not answer, once it has been silent for a while, until it is back", () => {
  become("lost");
  pass(1_000);
  expect(shown()).toBe("");
  pass(1_000);
  expect(shown()).toContain("Understudy does not answer.");
  // It may be gone for good: nothing is promised of answers that nobody knows of.
  expect(shown()).toContain("While it runs, answers that stream go on");
  become("connected");
  expect(shown()).toBe("");
});

it("says nothing of a connection that is back at once", () => {
  become("lost");
  pass(500);
  become("connected");
  pass(5_000);
  expect(shown()).toBe("");
});
