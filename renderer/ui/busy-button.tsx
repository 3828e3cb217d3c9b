import { useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";

export type BusyButtonProps = Omit<ButtonProps, "onClick" | "disabled"> & {
  readonly run: () => Promise<unknown>;
  /** The verb while it is under way, as in `Asking…`. */
  readonly busy: string;
};

/**
 * A verb that takes its time: it says so meanwhile and is not run twice. It is not disabled, for a disabled button loses
 * the focus, and whoever uses the keyboard their place.
 */
export function BusyButton({ run, busy, children, ...rest }: BusyButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const start = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await run();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button {...rest} aria-disabled={isBusy} onClick={() => void start()}>
      {isBusy ? busy : children}
    </Button>
  );
}
