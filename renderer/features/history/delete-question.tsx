import { deleteComparison } from "#renderer/actions/history-change.ts";
import { Question } from "#renderer/ui/question.tsx";
import type { HistoryEntry } from "#shared/history.ts";
import { deletedWords } from "./detail/sum-words.ts";

export type DeleteQuestionProps = { readonly entry: HistoryEntry; readonly onClose: () => void };

export function DeleteQuestion({ entry, onClose }: DeleteQuestionProps) {
  return (
    <Question
      title="Delete this comparison?"
      verb="Delete"
      onConfirm={() => deleteComparison(entry.comparisonId)}
      onClose={onClose}
    >
      {deletedWords(entry)} Spend totals stay.
    </Question>
  );
}
