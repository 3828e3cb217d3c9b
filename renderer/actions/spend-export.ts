import { call } from "#renderer/bridge/host.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { SpendFormat } from "#shared/exports.ts";
import { problemOf } from "./answers.ts";
import { saveFile } from "./save-file.ts";
import { spendRange } from "./spend.ts";

/** Saves the report of what the Spend view covers. Gives what went wrong in words, or null. */
export async function exportSpend(format: SpendFormat): Promise<string | null> {
  const range = spendRange();
  if (range === null) return "There is no session yet.";
  const answer = await call("export.spend", { range, format });
  if (!answer.ok) return problemOf(answer);
  saveFile(answer.value);
  tell({ text: `${answer.value.fileName} saved.`, tone: "ok" });
  return null;
}
