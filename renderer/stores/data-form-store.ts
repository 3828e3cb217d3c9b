import { create } from "zustand";
import type { DraftData } from "./repeat-draft-storage.ts";

export type DataFormState = {
  readonly isOpen: boolean;
  /** As it was pasted, written or opened. */
  readonly text: string;
  readonly fileName: string | null;
  /** What was read of the text; null while it is read, or where it cannot be. */
  readonly data: DraftData | null;
  /** Which line is wrong and how; null when all is well. */
  readonly problem: string | null;
};

const emptyDataForm: DataFormState = { isOpen: false, text: "", fileName: null, data: null, problem: null };

/** The dialog in which a data set is pasted or opened. */
export const useDataFormStore = create<DataFormState>()(() => emptyDataForm);
