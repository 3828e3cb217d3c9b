import type { Workspace } from "./workspace.ts";

type Notices = Pick<Workspace, "notices" | "notify" | "dismiss">;

const titles = { off: "Demo is off", on: "Demo is still on" } as const;

/** Nobody switched the demo: it went off by itself, or should have and is still on. */
export function tellDemo(workspace: Notices, state: keyof typeof titles, body: string): void {
  workspace.notify({ tone: state === "off" ? "info" : "warning", title: titles[state], body });
}

/** Somebody switched it: what was told before is not true any more. */
export function takeDemoBack(workspace: Notices): void {
  for (const { id, title } of workspace.notices()) {
    if (Object.values(titles).some((one) => one === title)) workspace.dismiss(id);
  }
}
