import { Button } from "#renderer/ui/button.tsx";
import { showToast } from "#renderer/ui/toast.tsx";
import type { ProviderState } from "#shared/provider-state.ts";
import { limitTrouble } from "./limit-trouble.ts";

export type ClearCooldownProps = {
  readonly state: ProviderState;
  /** Gives what went wrong in words, or null. */
  readonly onClear: (providerId: string) => Promise<string | null>;
};

/** Where a provider cools down: lets its next request go out at once (engine.md R20). */
export function ClearCooldown({ state, onClear }: ClearCooldownProps) {
  const { provider, limit } = state;
  if (limitTrouble(limit, Date.now())?.kind !== "cooling-down") return null;
  const clear = async () => {
    const problem = await onClear(provider.id);
    if (problem !== null) showToast({ text: problem, tone: "bad", icon: "fail" });
  };
  return (
    <Button size="small" onClick={() => void clear()}>
      Clear cooldown
    </Button>
  );
}
