import { useId, useState } from "react";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { changeProvider, removeProvider } from "#renderer/actions/providers.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Menu } from "#renderer/ui/menu.tsx";
import { Question } from "#renderer/ui/question.tsx";
import { checkProviderName } from "#shared/check-chain.ts";
import type { Provider } from "#shared/model.ts";

type DialogProps = { readonly provider: Provider; readonly onClose: () => void };

/** What can be done with a provider that the user added; built-in ones stay as they are. */
export function ProviderMenu({ provider }: { readonly provider: Provider }) {
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        trigger={<IconButton icon="more" label={`More for ${provider.name}`} />}
        items={[
          { label: "Rename…", icon: "pencil", onSelect: () => setOpen("rename") },
          { label: "Remove provider…", icon: "trash", tone: "danger", onSelect: () => setOpen("remove") },
        ]}
      />
      {open === "rename" ? <Rename provider={provider} onClose={close} /> : null}
      {open === "remove" ? <Remove provider={provider} onClose={close} /> : null}
    </>
  );
}

function Rename({ provider, onClose }: DialogProps) {
  const [name, setName] = useState(provider.name);
  const [error, setError] = useState<string | null>(null);
  const formId = useId();
  const save = async () => {
    const { id, baseUrl } = provider;
    const found =
      checkProviderName(name.trim()) ?? (await changeProvider({ providerId: id, name: name.trim(), baseUrl }));
    setError(found);
    if (found === null) onClose();
  };
  return (
    <Dialog
      isOpen
      title={`Rename ${provider.name}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" type="submit" form={formId}>
            Rename
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Name"
          autoComplete="off"
          value={name}
          error={error}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function Remove({ provider, onClose }: DialogProps) {
  const remove = async () => {
    const problem = await removeProvider(provider.id);
    if (problem === null) focusIfLost("nav[aria-label='Providers'] button[aria-current]");
    return problem;
  };
  return (
    <Question title={`Remove ${provider.name}?`} verb="Remove provider" onConfirm={remove} onClose={onClose}>
      Its key and its model list go too. Answers it gave stay.
    </Question>
  );
}
