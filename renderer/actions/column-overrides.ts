import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import type { ColumnOverrides } from "#shared/prompt.ts";
import { saveConversation } from "./columns.ts";

/** Typing goes on for a while; the host gets what came of it. A Send saves at once. */
const saveAfterMs = 400;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Sets something of one column for its next prompts; `undefined` goes back to the default. The column keeps its answers. */
export function changeOverrides(
  columnId: string,
  change: { readonly [Name in keyof ColumnOverrides]?: ColumnOverrides[Name] | undefined },
): void {
  useColumnsStore.setState(({ columns }) => ({
    isChanging: true,
    columns: columns.map((column) => {
      if (column.id !== columnId) return column;
      const { overrides = {}, ...rest } = column;
      const next = withoutUndefined({ ...overrides, ...change });
      return Object.keys(next).length === 0 ? rest : { ...rest, overrides: next };
    }),
  }));
  clearTimeout(timer);
  timer = setTimeout(() => {
    useColumnsStore.setState({ isChanging: false });
    void saveConversation();
  }, saveAfterMs);
}

export function resetOverrides(columnId: string): void {
  const names = useColumnsStore.getState().columns.find((column) => column.id === columnId)?.overrides ?? {};
  changeOverrides(columnId, Object.fromEntries(Object.keys(names).map((name) => [name, undefined])));
}

function withoutUndefined(values: { readonly [Name in keyof ColumnOverrides]?: ColumnOverrides[Name] | undefined }) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) satisfies ColumnOverrides;
}
