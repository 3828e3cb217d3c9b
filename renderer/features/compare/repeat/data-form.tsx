import { closeDataForm } from "#renderer/actions/data-form.ts";
import { useDataFormStore } from "#renderer/stores/data-form-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";

type DataFormProps = { readonly names: readonly string[] };

/** Most prompts have no data set. */
const dataDialog = latePart<DataFormProps>(async () => (await import("./data-dialog.tsx")).DataDialog, {
  what: "data set",
  failed: (tryAgain) => (
    <Dialog isOpen title="Data set" onClose={closeDataForm} actions={<Button onClick={tryAgain}>Try again</Button>}>
      <p>This dialog could not be loaded. Understudy did not answer.</p>
    </Dialog>
  ),
});

export function DataForm({ names }: DataFormProps) {
  const isOpen = useDataFormStore((state) => state.isOpen);
  return isOpen ? <Late part={dataDialog} props={{ names }} /> : null;
}
