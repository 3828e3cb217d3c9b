import type { CommandGroup, CommandSign } from "#renderer/actions/commands/command.ts";
import type { IconName } from "#renderer/ui/icon.tsx";

export const commandIcons: Readonly<Record<CommandSign, IconName>> = {
  add: "plus",
  answer: "fall",
  chain: "chain",
  column: "columns",
  copy: "copy",
  drill: "bolt",
  edit: "pencil",
  export: "out",
  gateway: "gateway",
  history: "history",
  key: "key",
  layout: "panel",
  model: "sliders",
  move: "right",
  remove: "trash",
  retry: "refresh",
  send: "send",
  settings: "sliders",
  spend: "spend",
  stop: "stop",
};

export const groupTitles: Readonly<Record<CommandGroup, string>> = {
  commands: "Commands",
  views: "Go to",
  columns: "Columns",
  chains: "Chains",
  providers: "Providers",
  answers: "Answers that fell through",
};
