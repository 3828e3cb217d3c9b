import { useCallback, useEffect, useState } from "react";
import { copyText } from "#renderer/actions/copy.ts";
import { loadLicences } from "#renderer/actions/licences.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { formatCount } from "#shared/format.ts";
import { type Component, componentKey, findComponents } from "#shared/licence.ts";
import styles from "./licences-dialog.module.css";

/** What others made of this program: name, version, licence and its text. Draw it only while it is open. */
export function LicencesDialog({ onClose }: { readonly onClose: () => void }) {
  const { components, problem, load } = useLicences();
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState<string | null>(null);
  const found = findComponents(components ?? [], query);
  const shown = found.find((one) => componentKey(one) === picked) ?? found[0] ?? null;
  return (
    <Dialog
      isOpen
      title="Open-source licences"
      onClose={onClose}
      aside={<Choices {...{ found, shown, query, setQuery, setPicked }} />}
      actions={
        <>
          <span className={`num ${styles.count}`}>
            {components === null ? "" : countWords(components.length, found.length)}
          </span>
          {shown === null ? null : (
            <Button icon="copy" onClick={() => void copyText(shown.text, "Licence")}>
              Copy
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {problem === null ? null : (
        <div className={styles.failed}>
          <Problem message={problem} />
          <Button onClick={() => void load()}>Try again</Button>
        </div>
      )}
      {components === null ? null : <Shown component={shown} />}
    </Dialog>
  );
}

function useLicences() {
  // Null until they are here.
  const [components, setComponents] = useState<readonly Component[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    const answer = await loadLicences();
    setComponents(answer.ok ? answer.value : null);
    setProblem(answer.ok ? null : answer.failure.message);
  }, []);
  useEffect(() => void load(), [load]);
  return { components, problem, load };
}

function countWords(total: number, found: number): string {
  return found < total ? `${formatCount(found)} of ${formatCount(total)} parts` : `${formatCount(total)} parts`;
}

type ChoicesProps = {
  readonly found: readonly Component[];
  readonly shown: Component | null;
  readonly query: string;
  readonly setQuery: (query: string) => void;
  readonly setPicked: (key: string) => void;
};

function Choices({ found, shown, query, setQuery, setPicked }: ChoicesProps) {
  return (
    <div className={styles.choices}>
      <TextField
        label="Search names and licences"
        hideLabel
        type="search"
        autoComplete="off"
        placeholder="Name or licence"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <fieldset className={`scroll ${styles.list}`} aria-label="Parts">
        {found.map((one) => (
          <Choice key={componentKey(one)} component={one} isShown={one === shown} onPick={setPicked} />
        ))}
      </fieldset>
    </div>
  );
}

type ChoiceProps = {
  readonly component: Component;
  readonly isShown: boolean;
  readonly onPick: (key: string) => void;
};

/** A real radio button, so that the arrow keys move as they do everywhere. */
function Choice({ component, isShown, onPick }: ChoiceProps) {
  const { name, version, licence } = component;
  return (
    <label title={`${name} ${version}`}>
      <input
        type="radio"
        name="component"
        className="visually-hidden"
        aria-label={`${name} ${version}, ${licence}`}
        checked={isShown}
        onChange={() => onPick(componentKey(component))}
      />
      <span>{name}</span>
    </label>
  );
}

function Shown({ component }: { readonly component: Component | null }) {
  if (component === null) return <p className="sub">Nothing has this name or licence.</p>;
  const { name, version, licence, text } = component;
  return (
    <div className={styles.shown}>
      <p>
        <strong>{name}</strong> <span className="num sub">{version}</span>{" "}
        <span className={styles.licence}>{licence}</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, so the keyboard must be able to reach it */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
