import { type FormEvent, type ReactNode, useId, useState } from "react";
import { removePrice, setPrice } from "#renderer/actions/own-prices.ts";
import { useNames } from "#renderer/parts/names.ts";
import { showCost, usdPer1k, usdPerMillion } from "#renderer/parts/price-text.ts";
import { type ReadValue, readNumber } from "#renderer/parts/read-number.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { closeSetPrice } from "#renderer/stores/view-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { checkOwnPrice } from "#shared/check-own-price.ts";
import type { ModelRef } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import styles from "./price-dialog.module.css";

/** A price of the user's own for one model, where no list knows it or the lists are wrong. */
export function PriceDialog({ model }: { readonly model: ModelRef }) {
  const names = useNames();
  const own = useAppStore((state) =>
    state.ownPrices.find((one) => one.providerId === model.providerId && one.modelId === model.modelId),
  );
  const form = usePriceForm(model, own);
  const formId = useId();
  return (
    <Dialog
      isOpen
      title={own === undefined ? "Set a price" : "Your price"}
      onClose={closeSetPrice}
      actions={
        <>
          {own === undefined ? null : <RemoveButton own={own} />}
          <Button onClick={closeSetPrice}>Cancel</Button>
          <Button tone="primary" type="submit" form={formId} disabled={form.isSaving}>
            {own === undefined ? "Set price" : "Change price"}
          </Button>
        </>
      }
    >
      <p>
        <strong className="strong">{names.model(model.providerId, model.modelId)}</strong>{" "}
        <span className="sub">at {names.provider(model.providerId)}</span>
      </p>
      <form id={formId} noValidate onSubmit={(event) => void form.save(event)}>
        <div className={styles.fields}>
          {form.field("in")}
          {form.field("out")}
        </div>
        <p className={form.problem === null ? "sub" : "bad"} role={form.problem === null ? undefined : "alert"}>
          {form.problem ?? meaning}
        </p>
      </form>
    </Dialog>
  );
}

const meaning =
  "It stands before every price list and counts from the next answer on. What was answered before keeps what it cost.";

function RemoveButton({ own }: { readonly own: OwnPrice }) {
  const remove = () => {
    closeSetPrice();
    void removePrice(own);
  };
  return (
    <Button tone="ghost" className={styles.remove} onClick={remove}>
      Remove price
    </Button>
  );
}

type Part = "in" | "out";
type Texts = Readonly<Record<Part, string>>;

/** What is typed, USD for 1,000 tokens; faults are said once it was tried to be saved. */
function usePriceForm(model: ModelRef, own: OwnPrice | undefined) {
  const [texts, setTexts] = useState<Texts>({ in: textOf(own?.inputUsd), out: textOf(own?.outputUsd) });
  const [wasTried, setTried] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const [input, output] = [read(texts.in), read(texts.out)];
    if (!input.ok || !output.ok) return setTried(true);
    setSaving(true);
    const found = await setPrice(model, { inputUsd: input.value, outputUsd: output.value });
    setSaving(false);
    setProblem(found);
    if (found === null) closeSetPrice();
  };
  const field = (part: Part): ReactNode => (
    <PriceField
      part={part}
      text={texts[part]}
      showsFault={wasTried}
      onText={(text) => setTexts((known) => ({ ...known, [part]: text }))}
    />
  );
  return { field, save, isSaving, problem };
}

type FieldProps = {
  readonly part: Part;
  readonly text: string;
  readonly showsFault: boolean;
  readonly onText: (text: string) => void;
};

function PriceField({ part, text, showsFault, onText }: FieldProps) {
  const price = read(text);
  // Emptied again it is no mistake yet; anything else that is wrong is said at once.
  const fault = price.ok || (!showsFault && text.trim() === "") ? null : price.message;
  return (
    <TextField
      label={`$ per 1k ${part}`}
      inputMode="decimal"
      autoComplete="off"
      placeholder={part === "in" ? "0.00250" : "0.0100"}
      value={text}
      error={fault}
      hint={price.ok ? hintOf(price.value) : "0 is free."}
      onChange={(event) => onText(event.target.value)}
    />
  );
}

/** Providers write their prices for a million. */
function hintOf(usd: number): string {
  return usd === 0
    ? "Free"
    : `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 })} for a million`;
}

function read(text: string): ReadValue<number> {
  const typed = readNumber(text, (usd) => checkOwnPrice(usdPerMillion(usd)));
  return typed.ok ? { ok: true, value: usdPerMillion(typed.value) } : typed;
}

function textOf(usd: number | undefined): string {
  return usd === undefined ? "" : showCost(usdPer1k(usd));
}
