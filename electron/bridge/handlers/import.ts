import type { Handlers } from "#electron/bridge/router.ts";
import type { Planned } from "#electron/bridge/setup/draft.ts";
import { hereOf, importSetup } from "#electron/bridge/setup/import-setup.ts";
import { planSetup } from "#electron/bridge/setup/plan-setup.ts";
import { readFile } from "#electron/bridge/setup/read-file.ts";
import type { SetupFrame } from "#electron/bridge/setup/setup-schema.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { SetupItem } from "#shared/setup.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ImportHandlers = Pick<Handlers, "import.preview" | "import.apply">;

/** What the last preview was of. What is applied is this and no file: a file may have changed since. */
type Held = { readonly previewId: string; readonly frame: SetupFrame; readonly items: readonly SetupItem[] };

/** A file of chains and settings: looked at first, then done, all of it or nothing. */
export function importHandlers(dependencies: HandlerDependencies): ImportHandlers {
  const { ids } = dependencies;
  let held: Held | null = null;
  return {
    async "import.preview"({ text }) {
      const here = hereOf(dependencies);
      const read = readFile(text, here);
      if (!read.ok) return read;
      const { source, frame, leftOut } = read.value;
      const items = itemsOf(planSetup(frame, here));
      held = { previewId: ids.next(), frame, items };
      return succeed({ previewId: held.previewId, source, items, leftOut });
    },
    async "import.apply"({ previewId, choices }) {
      if (held?.previewId !== previewId) return refuse("not-found", "This preview is over. Open the file again.");
      const { frame, items } = held;
      const applied = await importSetup(dependencies, {
        choices,
        plan(here) {
          const planned = planSetup(frame, here);
          // What the user saw and chose must be what is done.
          const isAsSeen = JSON.stringify(itemsOf(planned)) === JSON.stringify(items);
          if (isAsSeen) return succeed({ start: here, planned });
          return refuse("conflict", "Something changed here since the preview. Open the file again.");
        },
      });
      if (applied.ok) held = null;
      return applied;
    },
  };
}

function itemsOf(planned: readonly Planned[]): readonly SetupItem[] {
  return planned.map(({ item }) => item);
}
