import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Problem } from "./problem.tsx";

export type QuestionProps = {
  /** `Remove smart?` */
  readonly title: string;
  /** The verb of the button that does it. */
  readonly verb: string;
  /** Does it; gives what went wrong, or null, and then the question closes. */
  readonly onConfirm: () => Promise<string | null>;
  readonly onClose: () => void;
  /** What goes and what stays. */
  readonly children: ReactNode;
};

/** Asked before something is removed for good. Draw it only while it is asked. */
export function Question({ title, verb, onConfirm, onClose, children }: QuestionProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const confirm = async () => {
    const found = await onConfirm();
    if (found === null) onClose();
    else setProblem(found);
  };
  return (
    <Dialog
      isOpen
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="danger" onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      <Problem message={problem} />
    </Dialog>
  );
}
