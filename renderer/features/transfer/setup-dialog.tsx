import { useId } from "react";
import { applySetup, chooseForSetup, closeSetup } from "#renderer/actions/import.ts";
import { type SetupTransfer, useTransferStore } from "#renderer/stores/transfer-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip, type Tone } from "#renderer/ui/chip.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { SelectField } from "#renderer/ui/field.tsx";
import type { IconName } from "#renderer/ui/icon.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import type { SetupChoice, SetupItem, SetupKind } from "#shared/setup.ts";
import { ForeignFile } from "./foreign-file.tsx";
import styles from "./transfer.module.css";

/** What a file of chains and settings would change here, before it changes anything. */
export function SetupDialog() {
  const transfer = useTransferStore((state) => state.setup);
  if (transfer === null) return null;
  const { fileName, preview, problem, isApplying } = transfer;
  const tally = preview === null ? null : tallyOf(transfer);
  return (
    <Dialog
      isOpen
      isBroad
      title="Import chains and settings"
      onClose={closeSetup}
      actions={
        <>
          <span className={`num ${styles.tally}`}>{tally?.words ?? ""}</span>
          <Button onClick={closeSetup}>Cancel</Button>
          <Button tone="primary" disabled={isApplying || !tally?.changes} onClick={() => void applySetup()}>
            Import
          </Button>
        </>
      }
    >
      <p className={styles.file}>{visibleText(fileName)}</p>
      <Problem message={problem} />
      {preview === null ? null : (
        <>
          <ForeignFile preview={preview} />
          <Items transfer={transfer} items={preview.items} />
        </>
      )}
    </Dialog>
  );
}

const kinds: readonly (readonly [kind: SetupKind, title: string])[] = [
  ["provider", "Providers"],
  ["own-price", "Own prices"],
  ["chain", "Chains"],
  ["column-set", "Column sets"],
  ["setting", "Settings"],
];

function Items({ transfer, items }: { readonly transfer: SetupTransfer; readonly items: readonly SetupItem[] }) {
  if (items.length === 0) return <p>{nothingWords(transfer)}</p>;
  return kinds.map(([kind, title]) => {
    const own = items.filter((item) => item.kind === kind);
    return own.length === 0 ? null : <Kind key={kind} title={title} items={own} choices={transfer.choices} />;
  });
}

function nothingWords({ preview }: SetupTransfer): string {
  return preview?.source === "understudy"
    ? "Everything in this file is here already."
    : "There is nothing in this file that can be imported.";
}

type KindProps = {
  readonly title: string;
  readonly items: readonly SetupItem[];
  readonly choices: SetupTransfer["choices"];
};

function Kind({ title, items, choices }: KindProps) {
  const id = useId();
  return (
    <section className={styles.kind} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul>
        {items.map((item) => (
          <Item key={item.key} item={item} choice={choices[item.key] ?? item.choices[0] ?? "skip"} />
        ))}
      </ul>
    </section>
  );
}

const looks: Readonly<Record<SetupItem["state"], { tone: Tone; icon: IconName; word: string }>> = {
  new: { tone: "ok", icon: "plus", word: "New" },
  same: { tone: "neutral", icon: "check", word: "Here already" },
  conflict: { tone: "warn", icon: "warn", word: "Differs" },
  refused: { tone: "bad", icon: "fail", word: "Not imported" },
};

function Item({ item, choice }: { readonly item: SetupItem; readonly choice: SetupChoice }) {
  const look = looks[item.state];
  return (
    <li>
      <span className={styles.words}>
        <b className="medium">{visibleText(item.name)}</b>
        <span>{visibleText(item.details)}</span>
      </span>
      <Chip tone={look.tone} icon={look.icon}>
        {look.word}
      </Chip>
      <span className={styles.choice}>{item.choices.length === 0 ? null : <Choice item={item} choice={choice} />}</span>
    </li>
  );
}

function Choice({ item, choice }: { readonly item: SetupItem; readonly choice: SetupChoice }) {
  return (
    <SelectField
      label={`What to do with ${item.name}`}
      hideLabel
      value={choice}
      onChange={({ target }) => {
        const chosen = item.choices.find((one) => one === target.value);
        if (chosen !== undefined) chooseForSetup(item.key, chosen);
      }}
    >
      {item.choices.map((one) => (
        <option key={one} value={one}>
          {choiceWords[one]}
        </option>
      ))}
    </SelectField>
  );
}

const choiceWords: Readonly<Record<SetupChoice, string>> = {
  add: "Add",
  skip: "Keep what is here",
  replace: "Replace",
  "keep-both": "Keep both",
};

/** What the button would do. */
function tallyOf({ preview, choices }: SetupTransfer): { readonly words: string; readonly changes: boolean } {
  const items = preview?.items ?? [];
  const chosen = items.map((item) => choices[item.key] ?? item.choices[0] ?? "skip");
  const added = chosen.filter((one) => one === "add" || one === "keep-both").length;
  const replaced = chosen.filter((one) => one === "replace").length;
  const kept = items.length - added - replaced;
  return { words: `${added} added, ${replaced} replaced, ${kept} as they are`, changes: added + replaced > 0 };
}
