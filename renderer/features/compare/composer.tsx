import { type KeyboardEvent, useEffect } from "react";
import { clearProblem } from "#renderer/actions/problem.ts";
import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { stopAll } from "#renderer/actions/stop.ts";
import { askTokenCounts } from "#renderer/actions/token-counts.ts";
import { estimateOf } from "#renderer/parts/estimate.ts";
import { shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAnyRunning } from "#renderer/parts/use-run.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { type Catalog, linksOf } from "#renderer/stores/targets.ts";
import { useTokenCountsStore } from "#renderer/stores/token-counts-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { formatCost, formatCount, formatCountWord } from "#shared/format.ts";
import type { Column } from "#shared/run.ts";
import styles from "./composer.module.css";

/** The prompt and what sends it. ↵ is a new line; the draft stays while answers stream. */
export function Composer() {
  const draft = useComposerStore((state) => state.draft);
  const isStreaming = useAnyRunning();
  const canSend = useCanSend() && !isStreaming;
  const count = useColumnsStore((state) => pickedColumns(state.columns).length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (canSend) void sendDraft();
  };
  return (
    <div className={styles.composer}>
      <Problem />
      <div className={styles.box}>
        <textarea
          aria-label="Prompt"
          rows={1}
          placeholder={placeholder(count)}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className={styles.tools}>
          <span className="grow" />
          <Estimate />
          {isStreaming ? <StopAll /> : <Send canSend={canSend} />}
        </div>
      </div>
    </div>
  );
}

function placeholder(count: number): string {
  if (count === 0) return "Pick a model or a chain, then ask";
  return count === 1 ? "Ask one model" : `Ask ${formatCountWord(count)} models`;
}

function useCanSend(): boolean {
  const hasDraft = useComposerStore((state) => state.draft.trim() !== "");
  const hasTarget = useColumnsStore((state) => state.columns.some((column) => column.target !== null));
  const isConnected = useAppStore((state) => state.connection === "connected");
  return hasDraft && hasTarget && isConnected;
}

function Send({ canSend }: { readonly canSend: boolean }) {
  const keys = useAppStore((state) => shortcutText("Mod+Enter", state.capabilities));
  return (
    <Button tone="primary" icon="send" disabled={!canSend} onClick={() => void sendDraft()}>
      Send
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Button>
  );
}

function StopAll() {
  const keys = useAppStore((state) => shortcutText("Mod+.", state.capabilities));
  return (
    <Button icon="stop" onClick={() => void stopAll()}>
      Stop all
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Button>
  );
}

/** `3 columns · ≈ 561 tokens in · at most $0.0276` */
function Estimate() {
  const draft = useComposerStore((state) => state.draft);
  const columns = useColumnsStore((state) => state.columns);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useAppStore((state) => state.providers);
  const counted = useTokenCountsStore();
  const picked = pickedColumns(columns);
  useCounting(draft, picked, { chains, modelLists });
  const size = picked.length === 1 ? "1 column" : `${picked.length} columns`;
  if (draft.trim() === "") return <span className={styles.estimate}>{size}</span>;
  const estimates = picked.map(({ target }) =>
    estimateOf({ chains, modelLists, providers }, target, { text: draft, counted }),
  );
  const tokens = estimates.reduce((sum, one) => sum + one.inputTokens, 0);
  const known = estimates.flatMap((one) => one.mostNanoUsd ?? []);
  const unknown = estimates.length - known.length;
  const most = known.reduce((sum, one) => sum + one, 0);
  const price = known.length === 0 ? "price unknown" : `at most ${formatCost(most)}`;
  const rest = unknown === 0 || known.length === 0 ? "" : ` plus ${unknown} of unknown price`;
  return (
    <span className={`num ${styles.estimate}`}>
      {size} · {estimates.some((one) => one.isEstimate) ? "≈" : ""}
      {formatCount(tokens)} tokens in · {price}
      {rest}
    </span>
  );
}

/** Has the host count the draft for every model that it may go to. */
function useCounting(draft: string, picked: readonly Column[], catalog: Pick<Catalog, "chains" | "modelLists">) {
  const links = picked.flatMap(({ target }) => linksOf(catalog, target));
  useEffect(() =>
    askTokenCounts(
      "composer",
      draft,
      links.map((link) => ({ providerId: link.provider, modelId: link.modelId })),
    ),
  );
}

function Problem() {
  const problem = useViewStore((state) => state.problem);
  if (problem === null) return null;
  return (
    <div className={styles.problem}>
      <Banner tone="danger" icon="fail" title={problem} onDismiss={clearProblem} />
    </div>
  );
}
