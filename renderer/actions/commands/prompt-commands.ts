import { newComparison, openPrompts, showNextPrompt } from "#renderer/actions/conversation.ts";
import { editPrompt } from "#renderer/actions/edit-prompt.ts";
import { focusWhenDrawn, pressWhenDrawn, promptSelector } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import { type Command, unless } from "./command.ts";

/** What is done with the prompts of the conversation, and what goes with the next one. */
export function promptCommands(): readonly Command[] {
  const prompts = openPrompts();
  const shown = shownPrompt(prompts, useColumnsStore.getState().shownId);
  const at = prompts.findIndex((one) => one.id === shown?.id);
  return [
    ...toolCommands(),
    {
      id: "compare.new",
      label: "New comparison",
      group: "commands",
      sign: "add",
      words: "fresh conversation chat clear start",
      ...unless(prompts.length > 0, "Nothing was sent in this one yet"),
      run: () => {
        openView("compare");
        newComparison();
        focusWhenDrawn(promptSelector);
      },
    },
    {
      id: "compare.edit",
      label: "Edit and resend",
      group: "commands",
      sign: "edit",
      words: "change prompt again",
      ...unless(shown !== undefined, "Nothing was sent yet"),
      run: () => {
        openView("compare");
        if (shown !== undefined) void editPrompt(shown.id);
        focusWhenDrawn(promptSelector);
      },
    },
    {
      id: "compare.previous-prompt",
      label: "Previous prompt",
      group: "commands",
      sign: "move",
      words: "back turn history",
      ...unless(at > 0, "It is the first"),
      run: () => showNextPrompt(-1),
    },
    {
      id: "compare.next-prompt",
      label: "Next prompt",
      group: "commands",
      sign: "move",
      words: "forward turn history",
      ...unless(at < prompts.length - 1, "It is the newest"),
      run: () => showNextPrompt(1),
    },
  ];
}

/** What opens at its own place beside the prompt. */
const tools = [
  {
    id: "system",
    label: "Write a system prompt",
    sign: "edit",
    words: "instructions role",
    selector: "button[title='System prompt']",
  },
  {
    id: "variables",
    label: "Fill in variables",
    sign: "edit",
    words: "template {{ }} values",
    selector: "button[title='Variables']",
  },
  {
    id: "images",
    label: "Add images",
    sign: "add",
    words: "attach picture file vision",
    selector: "button[title^='Add images']",
  },
  {
    id: "per-column",
    label: "Settings per column",
    sign: "settings",
    words: "override temperature",
    selector: "button[title='Settings per column']",
  },
  {
    id: "sets",
    label: "Save columns as a set",
    sign: "column",
    words: "column sets recall",
    selector: "button[aria-label='Column sets']",
  },
] as const;

function toolCommands(): readonly Command[] {
  return tools.map(({ id, label, sign, words, selector }) => ({
    id: `compare.${id}`,
    label,
    group: "commands",
    sign,
    words,
    run: () => {
      openView("compare");
      pressWhenDrawn(selector);
    },
  }));
}
