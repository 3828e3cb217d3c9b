import { useState } from "react";
import { readNumber } from "#renderer/parts/read-number.ts";
import { estimateIn, useRepeatCheckStore } from "#renderer/stores/repeat-check-store.ts";
import type { RepeatDraft } from "#renderer/stores/repeat-draft-storage.ts";
import { changeRepeat, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import { checkTimes } from "#shared/check-repeat.ts";
import { mostPerProvider } from "#shared/repeat.ts";
import { DataLine } from "./data-line.tsx";
import styles from "./repeat-form.module.css";
import { parsedSeed } from "./repeat-values.ts";
import { mostWords, runCount, sizeWords, timesWords } from "./repeat-words.ts";

export type RepeatFormProps = { readonly columns: number; readonly names: readonly string[] };

const proposed = [1, 5, 20, 50, 200] as const;

/** How often, with which rows, how many at a time, and by which order. */
export function RepeatForm({ columns, names }: RepeatFormProps) {
  const data = useRepeatDraftStore((state) => state.data);
  return (
    <div className={`scroll ${styles.form}`} data-repeat-form="">
      <Times hasData={data !== null} />
      <DataLine names={names} />
      <div className={styles.pair}>
        <AtATime />
        <Seed />
      </div>
      <Summary columns={columns} />
    </div>
  );
}

function Times({ hasData }: { readonly hasData: boolean }) {
  const times = useRepeatDraftStore((state) => state.times);
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? null : readNumber(text, checkTimes);
  const write = (written: string) => {
    setText(written);
    const next = readNumber(written, checkTimes);
    if (next.ok) changeRepeat({ times: next.value });
  };
  return (
    <div className={styles.times}>
      <TextField
        label={hasData ? "Runs of each row" : "Runs of each column"}
        inputMode="numeric"
        value={text ?? String(times)}
        error={read === null || read.ok ? null : read.message}
        onChange={(event) => write(event.target.value)}
        onBlur={() => {
          if (read?.ok === true) setText(null);
        }}
      />
      <span className={styles.proposed}>
        {proposed.map((count) => (
          <Button
            key={count}
            tone="ghost"
            size="small"
            className={styles.proposal}
            aria-pressed={times === count}
            onClick={() => {
              setText(null);
              changeRepeat({ times: count });
            }}
          >
            <span className="num">×{count}</span>
          </Button>
        ))}
      </span>
    </div>
  );
}

const counts = Array.from({ length: mostPerProvider }, (_, index) => index + 1);

function AtATime() {
  const perProvider = useRepeatDraftStore((state) => state.perProvider);
  return (
    <SelectField
      label="At a time, at each provider"
      value={perProvider}
      hint={perProvider === 1 ? "One by one measures best." : "Runs at a time may slow each other down."}
      onChange={(event) => changeRepeat({ perProvider: Number(event.target.value) })}
    >
      {counts.map((count) => (
        <option key={count} value={count}>
          {count}
        </option>
      ))}
    </SelectField>
  );
}

function Seed() {
  const seed = useRepeatDraftStore((state) => state.seed);
  const [text, setText] = useState<string | null>(null);
  const read = text === null ? null : parsedSeed(text);
  return (
    <TextField
      label="Seed of the order"
      inputMode="numeric"
      placeholder="drawn"
      value={text ?? (seed === null ? "" : String(seed))}
      error={read === null || read.ok ? null : read.message}
      hint="Columns are asked in turn, shuffled."
      onChange={(event) => {
        setText(event.target.value);
        const next = parsedSeed(event.target.value);
        if (next.ok) changeRepeat({ seed: next.value });
      }}
      onBlur={() => {
        if (read?.ok === true) setText(null);
      }}
    />
  );
}

function Summary({ columns }: { readonly columns: number }) {
  const draft = useRepeatDraftStore();
  const check = useRepeatCheckStore((state) => state.check);
  const estimate = estimateIn(check);
  return (
    <div className={styles.summary}>
      <p className="num grow">
        {sizeWords(draft, columns)}
        {estimate?.runs === runCount(draft, columns) ? `, ${mostWords(estimate)}` : ""}
      </p>
      {draft.last === null || isSame(draft, draft.last) ? null : <AsLast last={draft.last} />}
      {draft.times === 1 && draft.data === null ? null : (
        <Button tone="ghost" size="small" onClick={() => changeRepeat({ times: 1, data: null })}>
          Send once
        </Button>
      )}
    </div>
  );
}

function AsLast({ last }: { readonly last: RepeatDraft }) {
  const { times, data, perProvider, seed } = last;
  return (
    <Button tone="ghost" size="small" onClick={() => changeRepeat({ times, data, perProvider, seed })}>
      As last: {timesWords(last)}
    </Button>
  );
}

function isSame(one: RepeatDraft, other: RepeatDraft): boolean {
  return one.times === other.times && one.data === other.data;
}
