import { useState } from "react";
import { addLink } from "#renderer/actions/chain-links.ts";
import { editChain } from "#renderer/actions/chains.ts";
import { nameFault } from "#renderer/stores/chain-drafts-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import type { Chain, OnMidStream } from "#shared/chain.ts";
import { mostLinks } from "#shared/check-chain.ts";
import styles from "./chain-editor.module.css";
import { LinkCard } from "./link-card.tsx";
import { ChainRuleRow, LinkRuleRow } from "./link-rule-row.tsx";
import { useHealthParts } from "./use-health-parts.ts";
import { WorstCase } from "./worst-case.tsx";

export type ChainEditorProps = { readonly chain: Chain; readonly chains: readonly Chain[] };

/** A chain's name, its worst case, its links in the order they are tried, and when one leads to the next. */
export function ChainEditor({ chain, chains }: ChainEditorProps) {
  const parts = useHealthParts();
  return (
    <section className={`scroll ${styles.editor}`} aria-label={`Chain ${chain.name}`}>
      <div className={styles.inner}>
        <header className={styles.head}>
          <NameField chain={chain} chains={chains} />
          <CutField chain={chain} />
        </header>
        <WorstCase chain={chain} parts={parts} />
        <div className={styles.every}>
          <ChainRuleRow chain={chain} />
        </div>
        <h2 className="visually-hidden">Links</h2>
        <ol aria-label={`Links of ${chain.name}, in order`}>
          {chain.links.map((link, index) => (
            <li key={link.id}>
              <LinkCard chain={chain} link={link} index={index} parts={parts} />
              <div className={styles.between}>
                <LinkRuleRow chain={chain} link={link} index={index} parts={parts} />
              </div>
            </li>
          ))}
        </ol>
        <p className={styles.end}>{endWords(chain)}</p>
        {chain.links.length === 0 ? (
          <p className={styles.empty}>This chain has no links yet. It answers once it has one.</p>
        ) : null}
        <Button
          icon="plus"
          className={styles.add}
          data-add-link
          disabled={chain.links.length >= mostLinks || parts.providers.length === 0}
          onClick={() => addLink(chain)}
        >
          Add link
        </Button>
      </div>
    </section>
  );
}

function endWords(chain: Chain): string | null {
  if (chain.links.length === 0) return null;
  return chain.links.length === 1
    ? "If it gives no answer, the column says why."
    : "If no link answers, the column says why for each.";
}

/** Typed text stands here until it is a name; the chain keeps the trimmed one. */
function NameField({ chain, chains }: ChainEditorProps) {
  const [typed, setTyped] = useState(chain.name);
  const isSame = typed.trim() === chain.name;
  return (
    <TextField
      label="Chain name"
      autoComplete="off"
      autoFocus={chain.links.length === 0}
      onFocus={(event) => (chain.links.length === 0 ? event.target.select() : undefined)}
      value={isSame ? typed : chain.name}
      error={nameFault(chain, chains)}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        editChain(chain.id, (before) => ({ ...before, name: text.trim() }));
      }}
      onBlur={() => setTyped(chain.name)}
    />
  );
}

function CutField({ chain }: { readonly chain: Chain }) {
  return (
    <SelectField
      label="If the stream is cut"
      value={chain.onMidStream}
      onChange={(event) => {
        const onMidStream: OnMidStream = event.target.value === "fail" ? "fail" : "restart";
        editChain(chain.id, (before) => ({ ...before, onMidStream }));
      }}
    >
      <option value="restart">Start over on the next link</option>
      <option value="fail">Keep the partial answer</option>
    </SelectField>
  );
}
