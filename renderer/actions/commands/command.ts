import { tell } from "#renderer/stores/toasts-store.ts";

/** How the palette puts them together, in this order where nothing else decides. */
export const commandGroups = ["commands", "views", "columns", "chains", "providers", "answers"] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What a command is about; the shell has an icon for each. */
export type CommandSign =
  | "add"
  | "answer"
  | "chain"
  | "column"
  | "copy"
  | "drill"
  | "edit"
  | "export"
  | "gateway"
  | "history"
  | "key"
  | "layout"
  | "model"
  | "move"
  | "remove"
  | "retry"
  | "send"
  | "settings"
  | "spend"
  | "stop";

/** One thing that can be done with the program now. */
export type Command = {
  /** The same for the same thing; shared/keymap.ts names those that have keys. */
  readonly id: string;
  /** A verb and what it is done to. */
  readonly label: string;
  readonly group: CommandGroup;
  readonly sign: CommandSign;
  readonly keys?: string;
  /** What tells it from others of the same name, at the end of its row; found by typing too. */
  readonly detail?: string;
  /** Other words that people look for. */
  readonly words?: string;
  /** Why it cannot be done now. */
  readonly unavailable?: string;
  /** One of hundreds of its kind: shown once something is typed. */
  readonly isRare?: boolean;
  readonly run: () => void;
};

/** Keeps a reason only where there is one. */
export function unless(isPossible: boolean, reason: string): { readonly unavailable?: string } {
  return isPossible ? {} : { unavailable: reason };
}

/** Does what may fail, and says so where nothing on screen would. */
export function attempt(action: () => Promise<string | null>): () => void {
  return async () => {
    const problem = await action();
    if (problem !== null) tell({ text: problem, tone: "bad" });
  };
}
