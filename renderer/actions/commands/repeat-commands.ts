import { openPrompts } from "#renderer/actions/conversation.ts";
import { openDataForm } from "#renderer/actions/data-form.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { exportRuns, pauseRepeat, resumeRepeat, stopRepeat } from "#renderer/actions/repeat-control.ts";
import { toggleRepeatForm } from "#renderer/actions/repeat-draft.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { shownPrompt } from "#renderer/stores/prompts.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { keymap } from "#shared/keymap.ts";
import type { RepeatState } from "#shared/repeat.ts";
import { type Command, unless } from "./command.ts";

/** What is done with a prompt that is asked again and again. */
export function repeatCommands(): readonly Command[] {
  return [
    {
      id: "compare.repeat",
      label: "Repeat the prompt",
      group: "commands",
      sign: "retry",
      keys: keymap["compare.repeat"],
      words: "times runs n statistics evidence measure",
      run: toggleRepeatForm,
    },
    {
      id: "repeat.data",
      label: "Add a data set",
      group: "commands",
      sign: "add",
      words: "csv jsonl rows variables file repeat",
      run: () => {
        openView("compare");
        openDataForm();
      },
    },
    ...controlCommands(shownRepeat()),
  ];
}

/** Of the prompt on screen. */
function shownRepeat(): RepeatState | undefined {
  const prompt = shownPrompt(openPrompts(), useColumnsStore.getState().shownId);
  return prompt === undefined ? undefined : useRepeatsStore.getState().byComparison[prompt.id];
}

function controlCommands(repeat: RepeatState | undefined): readonly Command[] {
  const isLeft = repeat !== undefined && repeat.status !== "done" && repeat.measured < repeat.total;
  const act = (control: (comparisonId: string) => Promise<void>) => () => {
    if (repeat !== undefined) void control(repeat.comparisonId);
  };
  return [
    {
      id: "repeat.pause",
      label: "Pause the repeat",
      group: "commands",
      sign: "stop",
      words: "hold runs",
      ...unless(repeat?.status === "running", "No repeat is running"),
      run: act(pauseRepeat),
    },
    {
      id: "repeat.resume",
      label: "Resume the repeat",
      group: "commands",
      sign: "send",
      words: "go on continue runs",
      ...unless(isLeft && repeat.status !== "running", "No repeat is paused"),
      run: act(resumeRepeat),
    },
    {
      id: "repeat.stop",
      label: "Stop the repeat",
      group: "commands",
      sign: "stop",
      words: "cancel abort runs",
      ...unless(isLeft && repeat.status !== "stopped", "No repeat goes on"),
      run: act(stopRepeat),
    },
    {
      id: "repeat.export",
      label: "Export all runs as CSV",
      group: "commands",
      sign: "export",
      words: "save file table repeat",
      ...unless(repeat !== undefined && repeat.measured > 0, "Nothing was repeated"),
      run: act(exportRuns),
    },
  ];
}
