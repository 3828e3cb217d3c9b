import type { Handlers } from "#electron/bridge/router.ts";
import { succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** What a prompt weighs before it is sent. */
export function tokensHandlers({ tokens }: HandlerDependencies): Pick<Handlers, "tokens.count"> {
  return {
    "tokens.count": async ({ text, models }) => succeed(await tokens.count(text, models)),
  };
}
