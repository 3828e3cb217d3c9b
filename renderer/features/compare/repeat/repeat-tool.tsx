import composer from "#renderer/features/compare/composer/composer.module.css";
import { openRepeatForm, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { RepeatForm } from "./repeat-form.tsx";
import { timesWords } from "./repeat-words.ts";

export type RepeatToolProps = {
  readonly columns: number;
  /** The variables of everything that is sent. */
  readonly names: readonly string[];
};

/** How often the next Send asks every column. */
export function RepeatTool({ columns, names }: RepeatToolProps) {
  const isOpen = useRepeatDraftStore((state) => state.isOpen);
  const words = useRepeatDraftStore(timesWords);
  return (
    <Popover
      label="Repeat"
      side="top"
      isOpen={isOpen}
      onOpenChange={openRepeatForm}
      trigger={
        <Button tone="ghost" size="small" icon="runs" title="Repeat" className={composer.tool}>
          <span className={composer.word}>Repeat</span>
          <span className={`num ${words === "×1" ? "dim" : "acc"}`}>{words}</span>
        </Button>
      }
    >
      <RepeatForm columns={columns} names={names} />
    </Popover>
  );
}
