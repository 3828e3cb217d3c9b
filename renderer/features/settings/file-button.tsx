import { useRef } from "react";
import { Button } from "#renderer/ui/button.tsx";

type FileButtonProps = {
  /** What is imported, as in `Import archive…`; the button itself says `Import…`. */
  readonly label: string;
  readonly disabled?: boolean;
  /** What the picker offers; JSON where it is not given. */
  readonly accept?: string;
  readonly onPick: (file: File) => Promise<void>;
};

const json = ".json,application/json";

/** Opens the system's file picker. The same file may be picked twice in a row. */
export function FileButton({ label, disabled = false, accept = json, onPick }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button aria-label={label} disabled={disabled} onClick={() => input.current?.click()}>
        Import…
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file !== undefined) void onPick(file);
        }}
      />
    </>
  );
}
