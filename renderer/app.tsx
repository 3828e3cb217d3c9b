import { type ComponentType, lazy, type ReactNode, Suspense, useLayoutEffect } from "react";
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

/** Every view and what it loads; a view is a chunk of its own and draws its own `Page`. */
const views: Readonly<Record<ViewName, ComponentType>> = {
  compare: lazy(async () => ({ default: (await import("./features/compare/compare-view.tsx")).CompareView })),
  chains: lazy(async () => ({ default: (await import("./features/chains/chains-view.tsx")).ChainsView })),
  providers: lazy(async () => ({ default: (await import("./features/providers/providers-view.tsx")).ProvidersView })),
  gateway: lazy(async () => ({ default: (await import("./features/gateway/gateway-view.tsx")).GatewayView })),
};

const FirstRun = lazy(async () => ({ default: (await import("./features/first-run/first-run.tsx")).FirstRun }));
const Tellings = lazy(async () => ({ default: (await import("./features/shell/tellings.tsx")).Tellings }));
const LinkDialog = lazy(async () => ({ default: (await import("./features/shell/link-dialog.tsx")).LinkDialog }));

export function App() {
  useTheme();
  useShortcuts();
  return (
    <div className={styles.app}>
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

/** The system's theme unless the user chose one. */
function useTheme(): void {
  const theme = useAppStore((state) => state.settings.theme);
  useLayoutEffect(() => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
