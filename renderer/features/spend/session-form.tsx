import { type FormEvent, type ReactNode, useId, useState } from "react";
import { renameSession, sessionNameFault, startSession } from "#renderer/actions/sessions.ts";
import { countOf } from "#renderer/parts/count-of.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { type SessionForm as Form, openSessionForm, useSpendStore } from "#renderer/stores/spend-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { momentWords } from "./moments.ts";
import { costWords } from "./spend-words.ts";

/** A new session, or another name for one; nothing while neither is asked for. */
export function SessionForm() {
  const form = useSpendStore((state) => state.form);
  if (form === null) return null;
  return form.kind === "new" ? (
    <NameDialog form={form} title="New session" verb="Start session" hint={<NewWords />} />
  ) : (
    <NameDialog
      form={form}
      title={form.session.name === null ? "Name this session" : "Rename session"}
      verb="Rename"
      hint={`Without a name it is called ${momentWords(form.session.startedAtMs, Date.now())}.`}
    />
  );
}

function NewWords() {
  const spendNow = useMoneyStore((state) => state.spendNow);
  return (
    <>
      The current session ends at {costWords(spendNow)} and {countOf(spendNow.answers, "answer")}. What is sent from now
      on counts in the new one; answers in flight still count in the old one.
    </>
  );
}

type NameDialogProps = {
  readonly form: Form;
  readonly title: string;
  readonly verb: string;
  /** Below the field. */
  readonly hint: ReactNode;
};

function NameDialog({ form, title, verb, hint }: NameDialogProps) {
  const [name, setName] = useState(form.kind === "rename" ? (form.session.name ?? "") : "");
  const [error, setError] = useState<string | null>(null);
  const formId = useId();
  const close = () => openSessionForm(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = sessionNameFault(name) ?? (await submit(form, name));
    setError(found);
    if (found === null) close();
  };
  return (
    <Dialog
      isOpen
      title={title}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button tone="primary" type="submit" form={formId}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void save(event)}>
        <TextField
          label="Name, if you want one"
          value={name}
          error={error}
          hint={hint}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function submit(form: Form, name: string): Promise<string | null> {
  return form.kind === "new" ? startSession(name) : renameSession(form.session.id, name);
}
