import { useState } from "react";
import { TextField } from "#renderer/ui/field.tsx";
import { checkAfterTokens, checkRetryAfter } from "#shared/check-drill.ts";
import type { DrillFault } from "#shared/drill.ts";
import styles from "./fault-picker.module.css";

export type FaultAmountProps = {
  readonly fault: DrillFault | null;
  readonly onChange: (fault: DrillFault) => void;
};

/** How long, or after how many tokens; nothing where a fault has no amount. */
export function FaultAmount({ fault, onChange }: FaultAmountProps) {
  if (fault?.kind === "rate-limit" && fault.retryAfterS !== null) {
    return (
      <AmountField
        key={fault.kind}
        label="Retry-After, in seconds"
        value={fault.retryAfterS}
        check={checkRetryAfter}
        onChange={(retryAfterS) => onChange({ ...fault, retryAfterS })}
      />
    );
  }
  if (fault?.kind !== "cut" && fault?.kind !== "stall") return null;
  return (
    <AmountField
      key={fault.kind}
      label="After so many tokens"
      value={fault.afterTokens}
      check={checkAfterTokens}
      onChange={(afterTokens) => onChange({ ...fault, afterTokens })}
    />
  );
}

type AmountFieldProps = {
  readonly label: string;
  readonly value: number;
  readonly check: (value: number) => string | null;
  readonly onChange: (value: number) => void;
};

/** Text that is no amount stays here, with what is wrong with it; the last good one counts. */
function AmountField({ label, value, check, onChange }: AmountFieldProps) {
  const [typed, setTyped] = useState(String(value));
  const fault = typed.trim() === "" ? check(Number.NaN) : check(Number(typed));
  return (
    <div className={styles.amount}>
      <TextField
        label={label}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        error={fault}
        onChange={({ target }) => {
          setTyped(target.value);
          const next = Number(target.value);
          if (target.value.trim() !== "" && check(next) === null) onChange(next);
        }}
      />
    </div>
  );
}
