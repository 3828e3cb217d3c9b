import { type ReactNode, useEffect } from "react";
import { addColumn } from "#renderer/actions/columns.ts";
import { showCompareView, toggleScrollTogether } from "#renderer/actions/compare-layout.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { preloadMarkdown } from "#renderer/parts/answer/answer-text.tsx";
import { Page } from "#renderer/parts/page.tsx";
import { useCompareView } from "#renderer/parts/use-compare-view.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import {
  compareViews,
  type CompareView as Layout,
  useCompareLayoutStore,
} from "#renderer/stores/compare-layout-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import { mostColumns } from "#shared/repeat.ts";
import { Columns } from "./column/columns.tsx";
import styles from "./compare-view.module.css";
import { Composer } from "./composer/composer.tsx";
import { ConversationActions } from "./conversation/conversation-actions.tsx";
import { ConversationTitle, PromptNavigation } from "./conversation/conversation-title.tsx";
import { SentPrompt } from "./conversation/sent-prompt.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { LayoutMissing } from "./layout-missing.tsx";

const missing = (tryAgain: () => void): ReactNode => <LayoutMissing tryAgain={tryAgain} />;
const listView = latePart(async () => (await import("./list/list-view.tsx")).ListView, {
  what: "list of answers",
  waiting: () => <div />,
  failed: missing,
});
const runsView = latePart(async () => (await import("./runs/runs-view.tsx")).RunsView, {
  what: "runs",
  waiting: () => <div />,
  failed: missing,
});
const routesView = latePart(async () => (await import("./routes/routes-view.tsx")).RoutesView, {
  what: "routes",
  waiting: () => <div />,
  failed: missing,
});
const diffView = latePart(async () => (await import("./diff/diff-view.tsx")).DiffView, {
  what: "diff",
  waiting: () => <div />,
  failed: missing,
});

/** One prompt, many targets: side by side, as a list, or one against another. */
export function CompareView() {
  const isDemo = useAppStore((state) => state.settings.demo);
  const view = useCompareView();
  useEffect(preloadMarkdown, []);
  return (
    <Page
      title={<ConversationTitle />}
      details={<PromptNavigation />}
      middle={<ViewSwitch view={view} />}
      actions={
        <>
          <Actions view={view} />
          <ConversationActions />
        </>
      }
    >
      <div className={styles.compare}>
        <div>
          {isDemo ? <DemoBanner /> : null}
          <SentPrompt />
        </div>
        {answersIn[view]}
        <Composer />
        <Inspector />
      </div>
    </Page>
  );
}

const answersIn = {
  columns: <Columns />,
  list: <Late key="list" part={listView} props={{}} />,
  diff: <Late key="diff" part={diffView} props={{}} />,
  runs: <Late key="runs" part={runsView} props={{}} />,
  routes: <Late key="routes" part={routesView} props={{}} />,
} as const;

const viewNames = {
  columns: "Columns",
  list: "List",
  diff: "Diff",
  runs: "Runs",
  routes: "Routes",
} as const satisfies Record<Layout, string>;
const switchOptions = compareViews.map((view) => viewNames[view]);

function ViewSwitch({ view }: { readonly view: Layout }) {
  const pick = (name: (typeof switchOptions)[number]) =>
    showCompareView(compareViews.find((one) => viewNames[one] === name) ?? "columns");
  return (
    <span className={styles.switch}>
      <Segments label="View" options={switchOptions} value={viewNames[view]} onChange={pick} />
    </span>
  );
}

/** Right end of the title bar: what belongs to the view that is open. */
function Actions({ view }: { readonly view: Layout }) {
  const count = useColumnsStore((state) => state.columns.length);
  const scrollsTogether = useCompareLayoutStore((state) => state.scrollsTogether);
  if (view === "columns") {
    return (
      <IconButton
        icon="sync"
        label="Scroll columns together"
        aria-pressed={scrollsTogether}
        className={styles.toggle}
        onClick={toggleScrollTogether}
      />
    );
  }
  const isFull = count >= mostColumns;
  return (
    <Button
      icon="plus"
      disabled={isFull}
      aria-label="Add target"
      title={isFull ? `At most ${mostColumns} targets` : "Add target"}
      onClick={() => addColumn()}
    >
      <span className={styles.word}>Add target</span>
    </Button>
  );
}

function DemoBanner() {
  return (
    <Banner
      tone="info"
      icon="bolt"
      title="Demo mode."
      actions={
        <Button tone="ghost" size="small" onClick={() => openView("providers")}>
          Add a key
        </Button>
      }
    >
      Answers are scripted, times and costs are simulated.
    </Banner>
  );
}
