import { createClient } from "#renderer/bridge/client.ts";
import { setHost } from "#renderer/bridge/host.ts";
import type { Port } from "#renderer/bridge/port.ts";
import { applyAppEvents, setConnection, takeAppSnapshot } from "#renderer/stores/app-store.ts";
import { takeConversation, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { takeSystem } from "#renderer/stores/composer-store.ts";
import { applyDrillEvents, loseDrills } from "#renderer/stores/drills-store.ts";
import { noteHistoryChange, takeHistoryEvents } from "#renderer/stores/history-changes.ts";
import { takeMoneyEvents, takeMoneySnapshot } from "#renderer/stores/money-store.ts";
import { takeRepeatEvents, takeRepeatsSnapshot } from "#renderer/stores/repeats-store.ts";
import { applyRunEvents, takeRunsSnapshot } from "#renderer/stores/runs-store.ts";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import type { Conversation } from "#shared/run.ts";
import { announceMilestones, announceRepeats, rememberRepeats } from "./announce.ts";
import { saveFailedChains } from "./chains.ts";
import { saveConversation, suggestColumns } from "./columns.ts";
import { showPrompt } from "./conversation.ts";
import { watchNetwork } from "./offline.ts";
import { reportError } from "./report-errors.ts";
import { settleUnheard } from "./unheard.ts";
import { watchBudgets } from "./watch-budgets.ts";

/** Joins the host with the stores; called once by main.tsx. */
export function connect(port: Port): void {
  const client = createClient(port, {
    onSnapshot: takeSnapshot,
    onEvents: takeEvents,
    onConnection: setConnection,
    onMistake: (error) => {
      console.error("What the host told could not be taken", error);
      reportError("error", error);
    },
  });
  setHost(client.call, client.reconnect);
  watchNetwork();
  watchBudgets();
}

/** A window of a browser without tabs (`--app`) keeps no keys for itself, as one of our own. */
function withKeysOfWindow(snapshot: Snapshot): Snapshot {
  if (!window.matchMedia("(display-mode: standalone)").matches) return snapshot;
  return { ...snapshot, capabilities: { ...snapshot.capabilities, reservedKeys: [] } };
}

export function takeSnapshot(snapshot: Snapshot): void {
  loseDrills();
  takeRunsSnapshot(snapshot);
  takeAppSnapshot(withKeysOfWindow(snapshot));
  takeMoneySnapshot(snapshot);
  takeRepeatsSnapshot(snapshot);
  rememberRepeats();
  noteHistoryChange();
  settleUnheard(snapshot);
  saveFailedChains();
  if (useColumnsStore.getState().isUnsaved) void saveConversation();
  if (snapshot.conversation === null) {
    suggestColumns();
    return;
  }
  openConversation(snapshot.conversation);
  // The connection was lost and came back: the window stays at the prompt it showed.
  showPrompt(useColumnsStore.getState().shownId);
}

export function takeEvents(events: readonly HostEvent[]): void {
  applyRunEvents(events);
  applyAppEvents(events);
  takeMoneyEvents(events);
  takeRepeatEvents(events);
  announceRepeats();
  applyDrillEvents(events);
  takeHistoryEvents(events);
  for (const event of events) {
    if (event.topic === "conversation" || event.topic === "conversation-opened") openConversation(event.conversation);
    // A prompt that was gone to may have left: the newest one is shown then.
    if (event.topic === "conversation-opened") showPrompt(useColumnsStore.getState().shownId);
  }
  announceMilestones(events);
}

function openConversation(conversation: Conversation): void {
  if (takeConversation(conversation)) takeSystem(conversation.id, conversation.system ?? "");
}
