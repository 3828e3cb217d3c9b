import { isKeyRefusal, limitTrouble } from "#renderer/parts/limit-trouble.ts";
import { maskedKey } from "#renderer/parts/names.ts";
import { healthOf } from "#renderer/parts/provider-health.ts";
import type { IconName } from "#renderer/ui/icon.tsx";
import type { KeyState, ProviderState } from "#shared/provider-state.ts";

/** A provider in one line under its name. */
export type ProviderLine = {
  readonly text: string;
  readonly icon: IconName;
  readonly tone: "ok" | "warn" | "bad" | "acc" | "dim";
};

export function providerLine(state: ProviderState, isDemo: boolean, nowMs: number): ProviderLine {
  return (
    limitLine(state, nowMs) ?? (isDemo ? simulated : (nearLine(state, nowMs) ?? testLine(state) ?? keyLine(state)))
  );
}

const simulated: ProviderLine = { text: "Demo: simulated", icon: "bolt", tone: "acc" };

function limitLine({ limit, key }: ProviderState, nowMs: number): ProviderLine | null {
  const trouble = limitTrouble(limit, nowMs);
  switch (trouble?.kind) {
    case undefined:
      return null;
    case "key-refused":
      return { text: `Key refused${tail(key)}`, icon: "fail", tone: "bad" };
    case "not-reachable":
      return { text: "Not reachable", icon: "off", tone: "dim" };
    case "cooling-down":
      return {
        text: trouble.left === null ? "Cooling down" : `Cooling down ${trouble.left}`,
        icon: "timer",
        tone: "warn",
      };
  }
}

/** A key that is locked or was refused is what stands in the way, not a limit. */
function nearLine(state: ProviderState, nowMs: number): ProviderLine | null {
  if (healthOf(state, false, nowMs).kind !== "near-limit") return null;
  return { text: `Near its limit${tail(state.key)}`, icon: "warn", tone: "warn" };
}

function testLine({ lastTest, key, provider }: ProviderState): ProviderLine | null {
  if (lastTest === null) return null;
  if (lastTest.ok) {
    const text = key.kind === "none" ? "Answers without a key" : `Key works${tail(key)}`;
    return { text, icon: "ok", tone: "ok" };
  }
  if (isKeyRefusal(lastTest.status)) {
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
      return { text: `Can't be read${tail(key)}`, icon: "lock", tone: "bad" };
  }
}

function tail(key: KeyState): string {
  if (key.kind === "none") return "";
  return key.kind === "environment" ? `, ${key.variable}` : `, ${maskedKey(key.last4)}`;
}
