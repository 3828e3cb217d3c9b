import type { KeyboardEvent } from "react";
import type { Settings } from "#shared/settings.ts";

export type KeyMeaning = "send" | "new-line";

/** What Enter does here; null for any other key. With Shift it is always a new line. */
export function meaningOf(event: KeyboardEvent, sendWith: Settings["sendWith"]): KeyMeaning | null {
  if (event.key !== "Enter" || event.altKey) return null;
  if (event.shiftKey) return "new-line";
  const hasMod = event.ctrlKey || event.metaKey;
  return hasMod === (sendWith === "mod-enter") ? "send" : "new-line";
}

/** As a shortcut is written. */
export function sendKeys(sendWith: Settings["sendWith"]): string {
  return sendWith === "enter" ? "Enter" : "Mod+Enter";
}
