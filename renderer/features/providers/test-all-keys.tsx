import { useState } from "react";
import { testAllKeys, testableProviders } from "#renderer/actions/providers.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";

/** Asks every provider that has a key; the results stand at each of them. */
export function TestAllKeys() {
  const isDemo = useAppStore((state) => state.settings.demo);
  const count = useAppStore((state) => testableProviders(state.providers).length);
  const [isTesting, setTesting] = useState(false);
  const test = async () => {
    setTesting(true);
    await testAllKeys();
    setTesting(false);
  };
  const why = isDemo
    ? "Demo is on, so no real provider is called"
    : count === 0
      ? "No provider has a key yet"
      : undefined;
  return (
    <Button
      icon={isTesting ? "spin" : "refresh"}
      disabled={isTesting || why !== undefined}
      title={why}
      onClick={() => void test()}
    >
      {isTesting ? "Testing…" : "Test all keys"}
    </Button>
  );
}
