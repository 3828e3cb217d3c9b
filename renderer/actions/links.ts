import { call } from "#renderer/bridge/host.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { showProblem } from "./problem.ts";

/** Asks the user first: the dialog shows the whole address (security.md R3). */
export function askToOpenLink(url: string): void {
  useViewStore.setState({ linkToOpen: url });
}

export function closeLinkDialog(): void {
  useViewStore.setState({ linkToOpen: null });
}

/** Opens an address outside the program, after the dialog showed it. */
export async function openLink(url: string): Promise<void> {
  closeLinkDialog();
  const answer = await call("link.open", { url });
  if (!answer.ok) showProblem(`The link was not opened. ${answer.failure.message}`);
}
