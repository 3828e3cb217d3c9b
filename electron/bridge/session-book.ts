import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Session } from "#shared/session.ts";
import { notSaved } from "./not-saved.ts";
import type { Done } from "./outcome.ts";
import { createSerial } from "./serial.ts";
import type { SpendStorePort } from "./spend-port.ts";

/** The current session, and how it changes. Every change is on disk before it counts, and is told after that. */
export type SessionBook = {
  /** What is sent now counts in it. */
  current(): Session;
  /** Ends the current one and begins another. */
  start(name: string | null): Promise<Answer<Session>>;
  rename(sessionId: string, name: string | null): Promise<Answer<Session>>;
  /** Ends the current one and goes on with this one; `not-found` where it is not there. */
  resume(sessionId: string): Promise<Answer<Session>>;
  /** The program ends. */
  close(): Promise<void>;
};

export type SessionBookParts = {
  /** As it was saved at the program's start. */
  readonly first: Session;
  readonly store: Pick<SpendStorePort, "changeSession" | "renameSession" | "endSession">;
  readonly clock: Pick<Clock, "epochMs">;
  readonly ids: Ids;
  /** Before an earlier session is resumed: what was spent in it is read. */
  readonly prepare: (sessionId: string) => Promise<Done>;
  /** The current session is another one now, or has another name. */
  readonly tell: (session: Session) => void;
};

const gone = () => refuse("not-found", "This session is not there any more.");

export function createSessionBook({ first, store, clock, ids, prepare, tell }: SessionBookParts): SessionBook {
  const inTurn = createSerial();
  let current = first;

  const endNow = () => ({ sessionId: current.id, atMs: clock.epochMs() });

  function become(session: Session): Answer<Session> {
    current = session;
    tell(session);
    return succeed(session);
  }

  async function changeTo(to: Parameters<typeof store.changeSession>[0]["to"]): Promise<Answer<Session>> {
    const changed = await store.changeSession({ end: endNow(), to });
    if (!changed.ok) return notSaved(changed);
    return changed.value === null ? gone() : become(changed.value);
  }

  return {
    current: () => current,
    start: (name) => inTurn(() => changeTo({ id: ids.next(), startedAtMs: clock.epochMs(), name })),
    resume: (resumedId) =>
      inTurn(async () => {
        if (resumedId === current.id) return succeed(current);
        const prepared = await prepare(resumedId);
        return prepared.ok ? await changeTo({ resumedId }) : notSaved(prepared);
      }),
    rename: (sessionId, name) =>
      inTurn(async () => {
        const renamed = await store.renameSession(sessionId, name);
        if (!renamed.ok) return notSaved(renamed);
        if (renamed.value === null) return gone();
        return sessionId === current.id ? become(renamed.value) : succeed(renamed.value);
      }),
    close: () =>
      inTurn(async () => {
        const ended = await store.endSession(endNow());
        if (!ended.ok) throw new Error(ended.message);
      }),
  };
}
