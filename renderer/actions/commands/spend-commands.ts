import { focusWhenDrawn } from "#renderer/actions/focus.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { showSpan } from "#renderer/actions/spend.ts";
import { exportSpend } from "#renderer/actions/spend-export.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { openSessionForm, type SessionForm, spendSpans } from "#renderer/stores/spend-store.ts";
import { attempt, type Command } from "./command.ts";

/** What is spent, and the session in which what is sent counts. */
export function spendCommands(): readonly Command[] {
  const { session } = useMoneyStore.getState();
  const common = { group: "commands", sign: "spend" } as const;
  const ofSession = session?.name == null ? common : { ...common, detail: session.name };
  return [
    {
      ...common,
      id: "session.new",
      label: "New session",
      words: "spend begin start",
      run: () => openForm({ kind: "new" }),
    },
    ...(session === null
      ? []
      : [
          {
            ...ofSession,
            id: "session.rename",
            label: session.name === null ? "Name this session" : "Rename this session",
            words: "spend",
            run: () => openForm({ kind: "rename", session }),
          },
        ]),
    ...(["csv", "json"] as const).map((format) => ({
      ...common,
      id: `spend.export-${format}`,
      label: `Export spend as ${format.toUpperCase()}`,
      words: "save file download money cost",
      run: attempt(() => exportSpend(format)),
    })),
    ...spendSpans.map((span) => ({
      ...common,
      id: `spend.show-${span}`,
      label: `Show spend: ${span === "All" ? "all time" : span.toLowerCase()}`,
      words: "money cost range period",
      isRare: true,
      run: () => {
        showSpan(span);
        openView("spend");
        focusWhenDrawn('[data-region="content"] h2');
      },
    })),
  ];
}

/** It floats above the Spend view, which shows what it does. */
function openForm(form: SessionForm): void {
  openView("spend");
  openSessionForm(form);
}
