import type { IconName } from "#renderer/ui/icon.tsx";
import type { DrillFault } from "#shared/drill.ts";

export type FaultLook = { readonly text: string; readonly icon: IconName };

export const noFault: FaultLook = { text: "No fault", icon: "check" };

/** A fault as it stands in its field: `429, wait 30 s`. */
export function faultLook(fault: DrillFault): FaultLook {
  switch (fault.kind) {
    case "rate-limit":
      return {
        text: fault.retryAfterS === null ? "429, no wait given" : `429, wait ${fault.retryAfterS} s`,
        icon: "timer",
      };
    case "status":
      return statusLooks[fault.status];
    case "refused":
      return { text: "Connection refused", icon: "off" };
    case "no-first-token":
      return { text: "No first token", icon: "timer" };
    case "cut":
      return { text: `Cut at ${tokens(fault.afterTokens)}`, icon: "cut" };
    case "stall":
      return { text: `Stall at ${tokens(fault.afterTokens)}`, icon: "stop" };
    case "malformed":
      return { text: "Malformed event", icon: "code" };
    case "empty":
      return { text: "Empty answer", icon: "ring" };
    case "context-too-long":
      return { text: "Context too long", icon: "doc" };
    case "content-filter":
      return { text: "Content filter", icon: "filter" };
  }
}

const statusLooks = {
  401: { text: "401 key refused", icon: "key" },
  500: { text: "500 server error", icon: "warn" },
  503: { text: "503 unavailable", icon: "warn" },
  529: { text: "529 overloaded", icon: "warn" },
} as const satisfies Record<401 | 500 | 503 | 529, FaultLook>;

function tokens(count: number): string {
  return count === 1 ? "1 token" : `${count} tokens`;
}

/** One choice of the picker; its amount is what the field begins with. */
export type FaultChoice = { readonly name: string; readonly fault: DrillFault };

export const faultGroups: readonly { readonly title: string; readonly choices: readonly FaultChoice[] }[] = [
  {
    title: "The provider refuses",
    choices: [
      { name: "429 with a wait", fault: { kind: "rate-limit", retryAfterS: 30 } },
      { name: "429 without a wait", fault: { kind: "rate-limit", retryAfterS: null } },
      { name: "401 key refused", fault: { kind: "status", status: 401 } },
      { name: "500 server error", fault: { kind: "status", status: 500 } },
      { name: "503 unavailable", fault: { kind: "status", status: 503 } },
      { name: "529 overloaded", fault: { kind: "status", status: 529 } },
    ],
  },
  {
    title: "The connection fails",
    choices: [
      { name: "Connection refused", fault: { kind: "refused" } },
      { name: "No first token", fault: { kind: "no-first-token" } },
      { name: "Stream cut", fault: { kind: "cut", afterTokens: 120 } },
      { name: "Stream stalls", fault: { kind: "stall", afterTokens: 120 } },
    ],
  },
  {
    title: "The answer is wrong",
    choices: [
      { name: "Malformed event", fault: { kind: "malformed" } },
      { name: "Empty answer", fault: { kind: "empty" } },
      { name: "Context too long", fault: { kind: "context-too-long" } },
      { name: "Content filter", fault: { kind: "content-filter" } },
    ],
  },
];

/** Which choice a fault is, whatever its amount. */
export function choiceOf(fault: DrillFault | null): string {
  if (fault === null) return noFault.text;
  const all = faultGroups.flatMap(({ choices }) => choices);
  return all.find((choice) => isSameChoice(choice.fault, fault))?.name ?? noFault.text;
}

function isSameChoice(one: DrillFault, other: DrillFault): boolean {
  if (one.kind === "status" && other.kind === "status") return one.status === other.status;
  if (one.kind === "rate-limit" && other.kind === "rate-limit") {
    return (one.retryAfterS === null) === (other.retryAfterS === null);
  }
  return one.kind === other.kind;
}
