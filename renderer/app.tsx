import { type ComponentType, type ReactNode, useEffect, useLayoutEffect } from "react";
import { closeTransfers } from "./actions/close-transfers.ts";
import { closeLinkDialog } from "./actions/links.ts";
import styles from "./app.module.css";
import { Announcer } from "./features/shell/announcer.tsx";
import { Brand } from "./features/shell/brand.tsx";
import { Gate } from "./features/shell/gate.tsx";
import { Notices } from "./features/shell/notices.tsx";
import { PartMissing } from "./features/shell/part-missing.tsx";
import { useShortcuts } from "./features/shell/shortcuts.ts";
import { Sidebar } from "./features/shell/sidebar.tsx";
import { StatusBar } from "./features/shell/status-bar.tsx";
import { ViewFailed, ViewMissing } from "./features/shell/view-failed.tsx";
import { useAppStore } from "./stores/app-store.ts";
import { useTransferStore } from "./stores/transfer-store.ts";
import { closeSetPrice, showOverlay, useViewStore, type ViewName } from "./stores/view-store.ts";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import { Late, type LatePart, latePart } from "./ui/late-part.tsx";
import { useMedia } from "./ui/use-media.ts";

/** Every view and what it loads; a view is a chunk of its own and draws its own `Page`. */
const views: Readonly<Record<ViewName, LatePart<object>>> = {
  compare: lateView("compare", async () => (await import("./features/compare/compare-view.tsx")).CompareView),
  chains: lateView("chains", async () => (await import("./features/chains/chains-view.tsx")).ChainsView),
  history: lateView("history", async () => (await import("./features/history/history-view.tsx")).HistoryView),
  spend: lateView("spend", async () => (await import("./features/spend/spend-view.tsx")).SpendView),
  providers: lateView("providers", async () => (await import("./features/providers/providers-view.tsx")).ProvidersView),
  settings: lateView("settings", async () => (await import("./features/settings/settings-view.tsx")).SettingsView),
  gateway: lateView("gateway", async () => (await import("./features/gateway/gateway-view.tsx")).GatewayView),
};

const firstRun = lateView("first run", async () => (await import("./features/first-run/first-run.tsx")).FirstRun);

function lateView<P extends object>(name: string, load: () => Promise<ComponentType<P>>) {
  return latePart(load, { what: `view ${name}`, failed: (tryAgain) => <ViewMissing tryAgain={tryAgain} /> });
}

const tellings = latePart(async () => (await import("./features/shell/tellings.tsx")).Tellings, {
  what: "toasts",
  failed: (tryAgain) => <PartMissing name="Messages in the corner" tryAgain={tryAgain} />,
});
const overlayNames = {
  palette: "The command palette",
  shortcuts: "The list of shortcuts",
  diagnostics: "What shows diagnostics",
  licences: "The list of licences",
} as const;
const overlays = latePart(async () => (await import("./features/shell/overlays.tsx")).Overlays, {
  what: "palette, shortcuts, diagnostics and licences",
  failed: (tryAgain, { overlay }) => (
    <PartMissing name={overlayNames[overlay]} tryAgain={tryAgain} onDismiss={() => showOverlay(null)} />
  ),
});
const transfers = latePart(async () => (await import("./features/transfer/transfer-dialogs.tsx")).TransferDialogs, {
  what: "export and import",
  failed: (tryAgain) => <PartMissing name="Export and import" tryAgain={tryAgain} onDismiss={closeTransfers} />,
});
const linkDialog = latePart(async () => (await import("./features/shell/link-dialog.tsx")).LinkDialog, {
  what: "link dialog",
  failed: (tryAgain) => <PartMissing name="What shows a link" tryAgain={tryAgain} onDismiss={closeLinkDialog} />,
});
const priceDialog = latePart(async () => (await import("./features/shell/price-dialog.tsx")).PriceDialog, {
  what: "price dialog",
  failed: (tryAgain) => <PartMissing name="What sets a price" tryAgain={tryAgain} onDismiss={closeSetPrice} />,
});
/** The view itself comes first. */
const loadOverlaysAfterMs = 600;

export function App() {
  useTheme();
  useDensity();
  useShortcuts();
  return (
    <div className={styles.app} data-sidebar={useIsRail() ? "rail" : "open"}>
      <div className={styles.notices}>
        <Apart what="notices">
          <Notices />
        </Apart>
      </div>
      <Main />
      <Apart what="status bar">
        <StatusBar />
      </Apart>
      <Announcer />
      <OpenLink />
      <Transfers />
      <SetPrice />
      <Overlay />
      <Apart what="toasts">
        <Late part={tellings} props={{}} />
      </Apart>
    </div>
  );
}

/** What surrounds a view: a bug there leaves its place empty for a while and the view as it is. */
function Apart({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <ErrorBoundary what={what} fallback={(tryAgain) => <Later run={tryAgain} />}>
      {children}
    </ErrorBoundary>
  );
}

/** What it could not draw may be over by then, as a figure that was not to be; the sidebar must not be gone for good. */
const drawAgainAfterMs = 5_000;

function Later({ run }: { readonly run: () => void }) {
  useEffect(() => {
    const timer = setTimeout(run, drawAgainAfterMs);
    return () => clearTimeout(timer);
  });
  return null;
}

/** The first-run page stands alone until it was left. */
function Main() {
  const isFirstRun = useAppStore((state) => state.isReady && !state.settings.welcomed);
  if (isFirstRun) {
    return (
      <ErrorBoundary what="first run" fallback={(tryAgain) => <ViewFailed tryAgain={tryAgain} />}>
        <Late part={firstRun} props={{ brand: <Brand /> }} />
      </ErrorBoundary>
    );
  }
  return (
    <>
      <Apart what="sidebar">
        <Sidebar />
      </Apart>
      <Gate>
        <CurrentView />
      </Gate>
    </>
  );
}

function CurrentView() {
  const view = useViewStore((state) => state.view);
  return (
    <ErrorBoundary key={view} what={`view ${view}`} fallback={(tryAgain) => <ViewFailed tryAgain={tryAgain} />}>
      <Late part={views[view]} props={{}} />
    </ErrorBoundary>
  );
}

/** What goes out as a file, and what comes in. */
function Transfers() {
  const isOpen = useTransferStore(
    ({ comparison, chains, setup, archive }) => (comparison ?? chains ?? setup ?? archive) !== null,
  );
  if (!isOpen) return null;
  return (
    <Apart what="export and import">
      <Late part={transfers} props={{}} />
    </Apart>
  );
}

function OpenLink() {
  const url = useViewStore((state) => state.linkToOpen);
  if (url === null) return null;
  return (
    <Apart key={url} what="link dialog">
      <Late part={linkDialog} props={{ url }} />
    </Apart>
  );
}

function SetPrice() {
  const model = useViewStore((state) => state.priceToSet);
  if (model === null) return null;
  return (
    <Apart key={`${model.providerId}/${model.modelId}`} what="price dialog">
      <Late part={priceDialog} props={{ model }} />
    </Apart>
  );
}

/** Fetched ahead, so that it opens in the frame of its keys. */
function Overlay() {
  const overlay = useViewStore((state) => state.overlay);
  const isReady = useAppStore((state) => state.isReady);
  useEffect(() => {
    if (!isReady) return;
    const timer = setTimeout(overlays.preload, loadOverlaysAfterMs);
    return () => clearTimeout(timer);
  }, [isReady]);
  if (overlay === null) return null;
  return (
    <Apart key={overlay} what={overlay}>
      <Late part={overlays} props={{ overlay }} />
    </Apart>
  );
}

/** By the user's choice, and always where the window is narrow. */
function useIsRail(): boolean {
  const isNarrow = useMedia("(max-width: 1180px)");
  return useViewStore((state) => state.isSidebarCollapsed) || isNarrow;
}

/** The system's theme unless the user chose one. */
function useTheme(): void {
  const theme = useAppStore((state) => state.settings.theme);
  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}

/** Read by styles/density.css. */
function useDensity(): void {
  const density = useAppStore((state) => state.settings.density);
  useLayoutEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}
