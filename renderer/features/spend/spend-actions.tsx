import { exportSpend } from "#renderer/actions/spend-export.ts";
import { openSessionForm } from "#renderer/stores/spend-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Menu } from "#renderer/ui/menu.tsx";
import type { SpendFormat } from "#shared/exports.ts";
import styles from "./spend-actions.module.css";

/** Right end of the title bar. */
export function SpendActions() {
  return (
    <>
      <Button icon="out" onClick={() => void save("csv")}>
        Export CSV
      </Button>
      <Menu
        trigger={<IconButton icon="down" size="small" label="Other ways to export" />}
        items={[
          { label: "Export CSV", icon: "out", onSelect: () => void save("csv") },
          { label: "Export JSON", icon: "code", onSelect: () => void save("json") },
        ]}
      />
      <Button className="hide-narrow" onClick={() => openSessionForm({ kind: "new" })}>
        New session
      </Button>
      <IconButton
        icon="plus"
        label="New session"
        className={styles.narrow}
        onClick={() => openSessionForm({ kind: "new" })}
      />
    </>
  );
}

async function save(format: SpendFormat): Promise<void> {
  const problem = await exportSpend(format);
  if (problem !== null) tell({ text: problem, tone: "bad" });
}
