import { countOf } from "#renderer/parts/count-of.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import type { LeftOut, SetupPreview, SetupSource } from "#shared/setup.ts";
import styles from "./transfer.module.css";

const owners: Readonly<Record<Exclude<SetupSource, "understudy">, string>> = {
  litellm: "LiteLLM",
  portkey: "Portkey",
};

/** Of another program's file: whose it is, and what of it has no place here. Nothing for a file of our own. */
export function ForeignFile({ preview: { source, leftOut } }: { readonly preview: SetupPreview }) {
  if (source === "understudy" && leftOut.length === 0) return null;
  return (
    <div className={styles.foreign}>
      {source === "understudy" ? null : (
        <p>
          Read as a file of {owners[source]}. Below is what was understood. Keys are never taken from a file; enter them
          in Providers.
        </p>
      )}
      <LeftOutList leftOut={leftOut} />
    </div>
  );
}

function LeftOutList({ leftOut }: { readonly leftOut: readonly LeftOut[] }) {
  if (leftOut.length === 0) return null;
  return (
    <details className={styles.leftOut} open>
      <summary>
        <Icon name="warn" size="s" className="warn" />
        <b className="medium">{countOf(leftOut.length, "part of it is", "parts of it are")} left out</b>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <ul tabIndex={0} aria-label="Left out">
        {leftOut.map(({ path, why }) => (
          <li key={`${path} ${why}`}>
            <code>{visibleText(path)}</code> {visibleText(why)}
          </li>
        ))}
      </ul>
    </details>
  );
}
