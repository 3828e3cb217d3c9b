import type { Database } from "#electron/storage/sqlite.ts";
import { chainHealthOf } from "#shared/chain-health/health.ts";
import { chainWhatIfOf } from "#shared/chain-health/what-if.ts";
import { loadPastPrompts } from "./prompts.ts";
import type { HealthMethods } from "./protocol.ts";
import { loadHealthRuns } from "./runs.ts";

type Handlers = {
  readonly [M in keyof HealthMethods]: (input: HealthMethods[M]["input"]) => HealthMethods[M]["output"];
};

/** What a chain's history says of it. `database` is asked at each call: it is opened later. */
export function healthHandlers(database: () => Database): Handlers {
  return {
    chainHealth: (question) => chainHealthOf(question, loadHealthRuns(database(), question)),
    chainWhatIf: (question) =>
      chainWhatIfOf(question, loadPastPrompts(database(), question), loadHealthRuns(database(), question)),
  };
}
