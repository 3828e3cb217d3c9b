import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";

export function ChainsView() {
  const chains = useAppStore((state) => state.chains);
  return (
    <Page title="Chains">
      <ul>
        {chains.map((chain) => (
          <li key={chain.id}>{chain.name}</li>
        ))}
      </ul>
    </Page>
  );
}
