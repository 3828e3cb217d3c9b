import { maskedKey } from "#renderer/parts/names.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import { formatCountdown } from "#shared/format.ts";
import type { KeyState, ProviderState } from "#shared/provider-state.ts";

/** A provider in one line under its name. */
export type ProviderLine = {
  readonly text: string;
  readonly icon: IconName;
  readonly tone: "ok" | "warn" | "bad" | "acc" | "dim";
};

export function providerLine(state: ProviderState, isDemo: boolean, nowMs: number): ProviderLine {
  return limitLine(state, nowMs) ?? (isDemo ? simulated : (testLine(state) ?? keyLine(state)));
}

const simulated: ProviderLine = { text: "Demo: simulated", icon: "bolt", tone: "acc" };

function limitLine({ limit, key }: ProviderState, nowMs: number): ProviderLine | null {
  if (!limit.isLimited) return null;
  if (limit.reason === "AUTH") return { text: `Key refused${tail(key)}`, icon: "fail", tone: "bad" };
  if (limit.reason === "NETWORK") return { text: "Not reachable", icon: "off", tone: "dim" };
  const left = limit.nextProbeAtMs === null ? "" : ` ${formatCountdown(limit.nextProbeAtMs - nowMs)}`;
  return { text: `Cooling down${left}`, icon: "timer", tone: "warn" };
}

function testLine({ lastTest, key, provider }: ProviderState): ProviderLine | null {
  if (lastTest === null) return null;
  if (lastTest.ok) {
    const text = key.kind === "none" ? "Answers without a key" : `Key works${tail(key)}`;
    return { text, icon: "ok", tone: "ok" };
  }
  if (lastTest.status === 401 || lastTest.status === 403) {
    return { text: `${lastTest.status}, key refused`, icon: "fail", tone: "bad" };
  }
  if (key.kind === "none" && !provider.keyOptional) return null;
  return { text: "Test failed", icon: "warn", tone: "warn" };
}

function keyLine({ key, provider }: ProviderState): ProviderLine {
  switch (key.kind) {
    case "none":
      return { text: provider.keyOptional ? "No key needed" : "No key yet", icon: "ring", tone: "dim" };
    case "keychain":
      return { text: `Key saved${tail(key)}`, icon: "key", tone: "dim" };
    case "memory":
      return { text: `Kept for this run only${tail(key)}`, icon: "key", tone: "dim" };
    case "environment":
      return { text: `From environment ${key.variable}`, icon: "code", tone: "dim" };
    case "locked-or-missing":
      return { text: `Locked or missing${tail(key)}`, icon: "lock", tone: "bad" };
  }
}

function tail(key: KeyState): string {
  if (key.kind === "none") return "";
  return key.kind === "environment" ? `, ${key.variable}` : `, ${maskedKey(key.last4)}`;
}
