/** Integer nano-USD as dollars, exactly and plainly: `0.000213`, `12.4`. Null stays null: unknown is not 0. */
export function usdOf(nanoUsd: number | null): string | null {
  if (nanoUsd === null) return null;
  const sign = nanoUsd < 0 ? "-" : "";
  const digits = String(Math.round(Math.abs(nanoUsd))).padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}
