import { useState } from "react";
import { filterHistory } from "#renderer/actions/history.ts";
import { parseNumber } from "#renderer/parts/parse-number.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { TextField } from "#renderer/ui/field.tsx";

export type CostFieldProps = { readonly label: string; readonly name: "atLeastNanoUsd" | "atMostNanoUsd" };

/** USD, as typed; what is no amount narrows nothing. */
export function CostField({ label, name }: CostFieldProps) {
  const nanoUsd = useHistoryStore((state) => state.filters[name]);
  const [typed, setTyped] = useState(nanoUsd === undefined ? "" : String(nanoUsd / 1e9));
  const amount = nanoUsdOf(typed);
  // It was cleared somewhere else.
  const shown = nanoUsd === undefined && amount !== null ? "" : typed;
  return (
    <TextField
      label={label}
      inputMode="decimal"
      placeholder="$"
      value={shown}
      error={shown.trim() !== "" && amount === null ? "An amount, as in 0.05." : null}
      onChange={(event) => {
        setTyped(event.target.value);
        filterHistory({ [name]: nanoUsdOf(event.target.value) ?? undefined });
      }}
    />
  );
}

/** Null for what is no amount. */
function nanoUsdOf(text: string): number | null {
  const usd = parseNumber(text);
  return Number.isFinite(usd) && usd >= 0 ? Math.round(usd * 1e9) : null;
}
