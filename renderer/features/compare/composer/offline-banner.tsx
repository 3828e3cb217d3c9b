import { askLocalModel, hasNetwork, localModel, sendWhenOnline } from "#renderer/actions/offline.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { useOnline } from "#renderer/ui/use-online.ts";

/** Above the composer while this computer has no network. Demo providers are on this computer, so they need none. */
export function OfflineBanner() {
  const seesNetwork = useOnline();
  const isOnline = useAppStore(hasNetwork) && seesNetwork;
  const isDemo = useAppStore((state) => state.settings.demo);
  if (isOnline || isDemo) return null;
  return (
    <Banner
      tone="warning"
      icon="off"
      title="This computer is offline."
      actions={
        <>
          <WhenOnline />
          <LocalModel />
        </>
      }
    >
      Providers out there cannot be reached. Local models still answer.
    </Banner>
  );
}

function WhenOnline() {
  const isWaiting = useViewStore((state) => state.sendsWhenOnline);
  const hasDraft = useComposerStore((state) => state.draft.trim() !== "");
  if (isWaiting) {
    return (
      <Button size="small" aria-pressed="true" onClick={() => sendWhenOnline(false)}>
        Sends when online, cancel
      </Button>
    );
  }
  return (
    <Button size="small" disabled={!hasDraft} onClick={() => sendWhenOnline(true)}>
      Send when online
    </Button>
  );
}

function LocalModel() {
  // Read anew with every list of models.
  useAppStore((state) => state.modelLists);
  const model = localModel();
  if (model === undefined) return null;
  return (
    <Button size="small" tone="ghost" onClick={() => askLocalModel(model)}>
      Use {model.name}
    </Button>
  );
}
