import { reconnect as tryNow } from "#renderer/bridge/host.ts";

/** Tries a lost connection now instead of after its pause. */
export function reconnect(): void {
  tryNow();
}
