import { useCallback, useEffect, useState } from "react";
import { copyText } from "#renderer/actions/copy.ts";
import { readDiagnostics } from "#renderer/actions/diagnostics.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import styles from "./diagnostics-dialog.module.css";

/** The report as it would be copied, to be read before it is given away. Draw it only while it is open. */
export function DiagnosticsDialog({ onClose }: { readonly onClose: () => void }) {
  const { text, problem, load } = useReport();
  return (
    <Dialog
      isOpen
      isBroad
      title="Diagnostics"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button icon="copy" tone="primary" disabled={text === null} onClick={() => copy(text)}>
            Copy
          </Button>
        </>
      }
    >
      <p>This is all that is copied. Nothing is sent anywhere.</p>
      {problem === null ? null : (
        <div className={styles.failed}>
          <Problem message={problem} />
          <Button onClick={() => void load()}>Try again</Button>
        </div>
      )}
      {text === null ? null : <Report text={text} />}
    </Dialog>
  );
}

function Report({ text }: { readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, so the keyboard must be able to reach it
    <pre className={styles.text} tabIndex={0}>
      {text}
    </pre>
  );
}

function copy(text: string | null): void {
  if (text !== null) void copyText(text, "Diagnostics");
}

function useReport() {
  // Null until it is here.
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    const answer = await readDiagnostics();
    setText(answer.ok ? answer.value.text : null);
    setProblem(answer.ok ? null : answer.failure.message);
  }, []);
  useEffect(() => void load(), [load]);
  return { text, problem, load };
}
