import { exportChainsAgain, exportedChains } from "#renderer/actions/chain-export.ts";
import { copyText } from "#renderer/actions/copy.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore } from "#renderer/stores/chain-drafts-store.ts";
import type { ChainsTransfer } from "#renderer/stores/transfer-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import type { ChainExport } from "#shared/chain-export.ts";
import styles from "./chain-export-dialog.module.css";
import { checkWords, keyWords, type LossLine, lossLines, lossTitle } from "./chain-export-words.ts";

const highlighted = latePart(async () => (await import("#renderer/ui/markdown/highlighted-code.tsx")).HighlightedCode, {
  what: "code highlighting",
  waiting: ({ text }) => <code>{text}</code>,
  // Colours are all that is missing.
  failed: (_, { text }) => <code>{text}</code>,
});

/** The file as it would be saved, and what is to be known of it. */
export function ChainExportLook({ transfer }: { readonly transfer: ChainsTransfer }) {
  const answer = transfer.made[transfer.format];
  const made = answer?.ok === true ? answer.value : null;
  return (
    <div className={styles.look}>
      {answer?.ok === false ? (
        <div className={styles.failed}>
          <Problem message={answer.failure.message} />
          {answer.failure.code === "disconnected" ? (
            <Button size="small" onClick={exportChainsAgain}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : (
        <section className={styles.code} aria-label="Preview" aria-busy={made === null}>
          <header>
            <span className="trunc grow">{made?.file.fileName ?? "…"}</span>
            {made === null ? null : <CopyCode made={made} />}
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
          <pre tabIndex={0}>
            {made === null ? null : (
              <Late part={highlighted} props={{ text: made.file.text, language: made.language }} />
            )}
          </pre>
        </section>
      )}
      <Notes transfer={transfer} made={made} />
    </div>
  );
}

function CopyCode({ made: { file } }: { readonly made: ChainExport }) {
  return (
    <IconButton size="small" icon="copy" label="Copy code" onClick={() => void copyText(file.text, file.fileName)} />
  );
}

type NotesProps = { readonly transfer: ChainsTransfer; readonly made: ChainExport | null };

function Notes({ transfer, made }: NotesProps) {
  return (
    <ul className={styles.notes} aria-label="About this file">
      <NotSaved transfer={transfer} />
      {made === null ? null : (
        <>
          <Losses made={made} />
          <li title={made.variables.join(", ")}>
            <Icon name="lock" size="s" />
            <p>{keyWords(made)}</p>
          </li>
          <li>
            <Icon name={made.check.kind === "none" ? "off" : "ok"} size="s" />
            <p>{checkWords(made.check)}</p>
          </li>
          {made.note === undefined ? null : (
            <li>
              <Icon name="info" size="s" />
              <p>{made.note}</p>
            </li>
          )}
        </>
      )}
    </ul>
  );
}

/** Nothing is left out silently. */
function Losses({ made }: { readonly made: ChainExport }) {
  const lines = lossLines(made);
  if (lines.length === 0) return null;
  const title = <b className="medium">{lossTitle(lines.length)}</b>;
  return (
    <li>
      <Icon name="warn" size="s" className="warn" />
      {lines.length === 1 ? (
        <p>
          {title} {lines.map(lossText)}
        </p>
      ) : (
        <div className="grow">
          {title}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
          <ul className={styles.losses} aria-label="Not exported" tabIndex={0}>
            {lines.map((line) => (
              <li key={`${line.what} ${line.why}`}>{lossText(line)}</li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

function lossText({ why, where }: LossLine): string {
  return where === "" ? why : `${why} (${where})`;
}

/** What the host refused to save, or cannot save yet, is not in the file either. */
function NotSaved({ transfer }: { readonly transfer: ChainsTransfer }) {
  const chains = useAppStore((state) => state.chains);
  const saves = useChainDraftsStore((state) => state.saves);
  const missing = exportedChains(chains, transfer).filter(({ id }) => saves[id] !== undefined);
  if (missing.length === 0 || transfer.made[transfer.format] === undefined) return null;
  return (
    <li>
      <Icon name="warn" size="s" className="warn" />
      <p>
        <b className="medium">Not saved, so not in the file:</b> what was changed last in{" "}
        {missing.map(({ name }) => name).join(", ")}.
      </p>
    </li>
  );
}
