import type { Call } from "#shared/contract.ts";
import { refuse } from "#shared/failure.ts";

let current: Call = async () => refuse("disconnected", "Understudy is still starting.");
let currentReconnect: () => void = () => undefined;

/** Asks the host; never rejects. */
export const call: Call = (method, input) => current(method, input);

/** main.tsx joins the one client of this window; tests bring a scripted one. */
export function setHost(next: Call, reconnect: () => void = () => undefined): void {
  current = next;
  currentReconnect = reconnect;
}

/** Tries a lost connection at once. */
export function reconnect(): void {
  currentReconnect();
}
