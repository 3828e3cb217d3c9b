import type { Handlers } from "#electron/bridge/router.ts";
import type { DiagnosticsContract } from "#shared/diagnostics.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type DiagnosticsHandlers = Pick<Handlers, keyof DiagnosticsContract>;

/** What the program can tell about itself, and what windows tell it. */
export function diagnosticsHandlers({ diagnostics, openFolder }: HandlerDependencies): DiagnosticsHandlers {
  return {
    "diagnostics.report": async ({ browser = null }) => succeed({ text: await diagnostics.report(browser) }),
    async "log.report"(trouble) {
      diagnostics.note(trouble);
      return succeed(null);
    },
    async "log.open"() {
      if (openFolder === undefined)
        return refuse(
          "unavailable",
          "This host cannot open folders. The log is in the folder “logs” of the data folder.",
        );
      try {
        await openFolder(diagnostics.folder);
        return succeed(null);
      } catch (error) {
        return refuse("unavailable", `The folder could not be opened: ${messageOf(error)}`);
      }
    },
  };
}
