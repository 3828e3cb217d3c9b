import type { Handlers } from "#electron/bridge/router.ts";
import { checkColumnSetPlace } from "#shared/check-column-set.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ColumnSetHandlers = Pick<Handlers, "columnSet.save" | "columnSet.remove">;

/** Columns under a name. Their targets may be gone by the time they are recalled: Send says so then. */
export function columnSetHandlers({ workspace }: HandlerDependencies): ColumnSetHandlers {
  return {
    async "columnSet.save"({ set }) {
      const changed = await workspace.changeColumnSets((sets) => {
        const problem = checkColumnSetPlace(set, sets);
        if (problem !== null) return refuse("conflict", problem);
        const isKnown = sets.some(({ id }) => id === set.id);
        return succeed(isKnown ? sets.map((one) => (one.id === set.id ? set : one)) : [...sets, set]);
      });
      return changed.ok ? succeed(set) : changed;
    },
    async "columnSet.remove"({ setId }) {
      const changed = await workspace.changeColumnSets((sets) => {
        const left = sets.filter(({ id }) => id !== setId);
        return left.length < sets.length ? succeed(left) : refuse("not-found", "This set is not there any more.");
      });
      return changed.ok ? succeed(null) : changed;
    },
  };
}
