import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";

export function ProvidersView() {
  const providers = useAppStore((state) => state.providers);
  return (
    <Page title="Providers">
      <ul>
        {providers.map(({ provider }) => (
          <li key={provider.id}>{provider.name}</li>
        ))}
      </ul>
    </Page>
  );
}
