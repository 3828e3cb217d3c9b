import { useState } from "react";
import { testKey } from "#renderer/actions/providers.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { showToast } from "#renderer/ui/toast.tsx";
import type { ProviderState } from "#shared/provider-state.ts";

/** Asks the provider's cheapest endpoint; the result arrives with the provider's state. */
export function TestKey({ state }: { readonly state: ProviderState }) {
  const isDemo = useAppStore((app) => app.settings.demo);
  const [isTesting, setTesting] = useState(false);
  const { provider, key } = state;
  const hasNothing = key.kind === "none" && !provider.keyOptional;
  const test = async () => {
    setTesting(true);
    const problem = await testKey(provider.id);
    setTesting(false);
    if (problem !== null) showToast({ text: problem, tone: "bad", icon: "fail" });
  };
  return (
    <Button
      icon={isTesting ? "spin" : "bolt"}
      disabled={isTesting || isDemo || hasNothing}
      title={isDemo ? "Demo is on, so no real provider is called" : undefined}
      onClick={() => void test()}
    >
      {isTesting ? "Testing…" : "Test key"}
    </Button>
  );
}
