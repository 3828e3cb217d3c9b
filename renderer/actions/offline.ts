import { type AppState, useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { targetKey } from "#renderer/stores/targets.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { ModelInfo } from "#shared/model.ts";
import { addColumn } from "./columns.ts";
import { replyOnlyTo } from "./conversation.ts";
import { sendDraft } from "./start-comparison.ts";

/** Sends the draft as it then is, once this computer has a network again; or takes that back. */
export function sendWhenOnline(isWanted: boolean): void {
  useViewStore.setState({ sendsWhenOnline: isWanted });
}

/** Either may know first that there is none: the system tells the window, the host sees what its requests meet. */
export function hasNetwork({ online }: Pick<AppState, "online">): boolean {
  return online && navigator.onLine;
}

/** Called once: what waits for the network goes out when window and host both have it, and each other. */
export function watchNetwork(): void {
  const look = () => {
    const app = useAppStore.getState();
    if (!useViewStore.getState().sendsWhenOnline || !hasNetwork(app) || app.connection !== "connected") return;
    sendWhenOnline(false);
    void sendDraft();
  };
  window.addEventListener("online", look);
  useAppStore.subscribe((app, before) => {
    if (app.online !== before.online || app.connection !== before.connection) look();
  });
}

/** A model of a server on this machine, which answers without a network; undefined where none is known. */
export function localModel(): ModelInfo | undefined {
  const { providers, modelLists } = useAppStore.getState();
  const local = providers.filter(({ provider }) => isLoopback(provider.baseUrl)).map(({ provider }) => provider.id);
  return modelLists.find((list) => local.includes(list.providerId) && list.models.length > 0)?.models[0];
}

function isLoopback(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false;
  const { hostname } = new URL(baseUrl);
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}

/** Asks only this model with the next Send, in the column that has it or in one of its own. */
export function askLocalModel({ providerId, modelId }: ModelInfo): void {
  const target = { kind: "model", providerId, modelId } as const;
  const { columns } = useColumnsStore.getState();
  const known = columns.find((column) => column.target !== null && targetKey(column.target) === targetKey(target));
  const columnId = known?.id ?? addColumn(target);
  if (columnId !== null) replyOnlyTo(columnId);
}
