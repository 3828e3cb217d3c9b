import { useState } from "react";
import { copyDiagnostics } from "#renderer/actions/diagnostics.ts";
import { Button } from "#renderer/ui/button.tsx";

const words = {
  before: "Copy diagnostics",
  copied: "Diagnostics copied",
  refused: "Not copied. Try again",
} as const;

/** Beside what failed. It says itself what came of it: where the window cannot be drawn, no message in the corner can. */
export function CopyDiagnostics() {
  const [state, setState] = useState<keyof typeof words>("before");
  const copy = async () => setState((await copyDiagnostics()) ? "copied" : "refused");
  return (
    <Button icon="copy" onClick={() => void copy()}>
      {words[state]}
    </Button>
  );
}
