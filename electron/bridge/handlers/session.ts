import type { Handlers } from "#electron/bridge/router.ts";
import { refuse, succeed } from "#shared/failure.ts";
import { mostSessions } from "#shared/session.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type SessionHandlers = Pick<Handlers, "session.list" | "session.start" | "session.rename" | "session.resume">;

/** Spans of spend: which one counts now, and what each of them came to. */
export function sessionHandlers({ workspace, sessions, store }: HandlerDependencies): SessionHandlers {
  return {
    async "session.list"() {
      const isDemo = workspace.settings().demo;
      const found = await store.sessions({ isDemo, currentId: sessions.current().id, most: mostSessions });
      return found.ok
        ? succeed(found.value)
        : refuse("unavailable", `The sessions could not be read: ${found.message}`);
    },
    "session.start": ({ name }) => sessions.start(name),
    "session.rename": ({ sessionId, name }) => sessions.rename(sessionId, name),
    "session.resume": ({ sessionId }) => sessions.resume(sessionId),
  };
}
