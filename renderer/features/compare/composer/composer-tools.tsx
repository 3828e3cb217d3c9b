import { useRef, useState } from "react";
import { saveConversation } from "#renderer/actions/columns.ts";
import { addImages } from "#renderer/actions/images.ts";
import { RepeatTool } from "#renderer/features/compare/repeat/repeat-tool.tsx";
import { useComposerStore } from "#renderer/stores/composer-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import { imageTypes } from "#shared/check-images.ts";
import styles from "./composer.module.css";
import { PerColumn } from "./per-column.tsx";
import { SystemPrompt } from "./system-prompt.tsx";
import type { Asked } from "./use-asked.ts";
import { VariablesForm } from "./variables-form.tsx";

export type ComposerToolsProps = {
  readonly asked: Asked;
  readonly isFillingIn: boolean;
  readonly onFillIn: (isFillingIn: boolean) => void;
};

/** What goes with the prompt. */
export function ComposerTools({ asked, isFillingIn, onFillIn }: ComposerToolsProps) {
  return (
    <>
      <SystemTool />
      <Popover
        label="Variables"
        side="top"
        isOpen={isFillingIn}
        onOpenChange={onFillIn}
        trigger={
          <Button tone="ghost" size="small" icon="code" title="Variables" className={styles.tool}>
            <span className={styles.word}>Variables</span>
            {asked.own.length === 0 ? null : <span className="num dim">{asked.own.length}</span>}
          </Button>
        }
      >
        <VariablesForm names={asked.own} />
      </Popover>
      <RepeatTool columns={asked.columns.length} names={asked.names} />
      <ImageTool />
      <PerColumn />
    </>
  );
}

function SystemTool() {
  const [isOpen, setOpen] = useState(false);
  const isSet = useComposerStore((state) => state.system.trim() !== "");
  const onOpenChange = (open: boolean) => {
    setOpen(open);
    if (!open) void saveConversation();
  };
  return (
    <Popover
      label="System prompt"
      side="top"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <Button tone="ghost" size="small" icon="doc" title="System prompt" className={styles.tool}>
          <span className={styles.word}>System prompt</span>
          {isSet ? <span className="dim">on</span> : null}
        </Button>
      }
    >
      <SystemPrompt />
    </Popover>
  );
}

function ImageTool() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        tone="ghost"
        size="small"
        icon="image"
        title="Add images: PNG, JPEG, WebP or GIF, by this button, paste or drop"
        className={styles.tool}
        onClick={() => input.current?.click()}
      >
        <span className={styles.word}>Images</span>
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={imageTypes.join(",")}
        aria-label="Images"
        onChange={(event) => {
          void addImages([...(event.target.files ?? [])]);
          // The same file may be picked again after it was removed.
          event.target.value = "";
        }}
      />
    </>
  );
}
