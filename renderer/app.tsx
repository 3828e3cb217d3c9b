import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useLayoutEffect, useState } from "react";
import styles from "./app.module.css";
import { Announcer } from "./features/shell/announcer.tsx";
import { Brand } from "./features/shell/brand.tsx";
import { Gate } from "./features/shell/gate.tsx";
import { Notices } from "./features/shell/notices.tsx";
import { useShortcuts } from "./features/shell/shortcuts.ts";
import { Sidebar } from "./features/shell/sidebar.tsx";
import { StatusBar } from "./features/shell/status-bar.tsx";
import { ViewFailed } from "./features/shell/view-failed.tsx";
import { useAppStore } from "./stores/app-store.ts";
import { useViewStore, type ViewName } from "./stores/view-store.ts";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import { useMedia } from "./ui/use-media.ts";

/** Every view and what it loads; a view is a chunk of its own and draws its own `Page`. */
const views: Readonly<Record<ViewName, ComponentType>> = {
  compare: lazy(async () => ({ default: (await import("./features/compare/compare-view.tsx")).CompareView })),
  chains: lazy(async () => ({ default: (await import("./features/chains/chains-view.tsx")).ChainsView })),
  providers: lazy(async () => ({ default: (await import("./features/providers/providers-view.tsx")).ProvidersView })),
  settings: lazy(async () => ({ default: (await import("./features/settings/settings-view.tsx")).SettingsView })),
  gateway: lazy(async () => ({ default: (await import("./features/gateway/gateway-view.tsx")).GatewayView })),
};

const FirstRun = lazy(async () => ({ default: (await import("./features/first-run/first-run.tsx")).FirstRun }));
const Tellings = lazy(async () => ({ default: (await import("./features/shell/tellings.tsx")).Tellings }));
const loadOverlays = async () => (await import("./features/shell/overlays.tsx")).Overlays;
/** The view itself comes first. */
const loadOverlaysAfterMs = 600;
const LinkDialog = lazy(async () => ({ default: (await import("./features/shell/link-dialog.tsx")).LinkDialog }));

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
      <Overlay />
      <Apart what="toasts">
        <Suspense fallback={null}>
          <Tellings />
        </Suspense>
      </Apart>
    </div>
  );
}

/** What surrounds a view: a bug there leaves its place empty and the view as it is. */
function Apart({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  return (
    <ErrorBoundary what={what} fallback={() => null}>
      {children}
    </ErrorBoundary>
  );
}

/** The first-run page stands alone until it was left. */
function Main() {
  const isFirstRun = useAppStore((state) => state.isReady && !state.settings.welcomed);
  if (isFirstRun) {
    return (
      <ErrorBoundary what="first run" fallback={(tryAgain) => <ViewFailed tryAgain={tryAgain} />}>
        <Suspense fallback={null}>
          <FirstRun brand={<Brand />} />
        </Suspense>
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
  const View = views[view];
  return (
    <ErrorBoundary key={view} what={`view ${view}`} fallback={(tryAgain) => <ViewFailed tryAgain={tryAgain} />}>
      <Suspense fallback={null}>
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}

function OpenLink() {
  const url = useViewStore((state) => state.linkToOpen);
  if (url === null) return null;
  return (
    <Apart key={url} what="link dialog">
      <Suspense fallback={null}>
        <LinkDialog url={url} />
      </Suspense>
    </Apart>
  );
}

/**
 * Fetched ahead, so that it opens in the frame of its keys. Not by `lazy`: what suspends for the first time is held
 * back by React for 300 ms, even where its chunk is here.
 */
function Overlay() {
  const overlay = useViewStore((state) => state.overlay);
  const Overlays = useOverlays(overlay !== null);
  if (overlay === null || Overlays === null) return null;
  return (
    <Apart key={overlay} what={overlay}>
      <Overlays overlay={overlay} />
    </Apart>
  );
}

function useOverlays(isAsked: boolean) {
  const [loaded, setLoaded] = useState<Awaited<ReturnType<typeof loadOverlays>> | null>(null);
  const isReady = useAppStore((state) => state.isReady);
  const isWanted = loaded === null && (isReady || isAsked);
  useEffect(() => {
    if (!isWanted) return;
    const take = () =>
      loadOverlays().then(
        (overlays) => setLoaded(() => overlays),
        (error: unknown) => console.error("The command palette could not be fetched", error),
      );
    const timer = setTimeout(take, isAsked ? 0 : loadOverlaysAfterMs);
    return () => clearTimeout(timer);
  }, [isWanted, isAsked]);
  return loaded;
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
