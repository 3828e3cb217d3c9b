import { call } from "#renderer/bridge/host.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { useSpendStore } from "#renderer/stores/spend-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Answer } from "#shared/failure.ts";
import { longestSessionName, type Session } from "#shared/session.ts";
import { problemOf } from "./answers.ts";

/** What the user does with sessions. Each gives what went wrong in words, or null. */

export async function askSessions(): Promise<void> {
  const answer = await call("session.list", {});
  useSpendStore.setState(
    answer.ok ? { sessions: answer.value, sessionsProblem: null } : { sessionsProblem: problemOf(answer) },
  );
}

/** What is sent from now on counts in a session of its own. The one before can be gone on with. */
export async function startSession(name: string): Promise<string | null> {
  const before = useMoneyStore.getState().session;
  const answer = await call("session.start", { name: nameOf(name) });
  const problem = takeCurrent(answer);
  if (problem !== null) return problem;
  const undo = before === null ? {} : { undo: () => void goBack(before.id) };
  tell({ text: "A new session has begun.", tone: "ok", ...undo });
  return null;
}

async function goBack(sessionId: string): Promise<void> {
  const problem = await resumeSession(sessionId);
  if (problem !== null) tell({ text: problem, tone: "bad" });
}

/** Ends the current session and counts in this one again. */
export async function resumeSession(sessionId: string): Promise<string | null> {
  return takeCurrent(await call("session.resume", { sessionId }));
}

/** An empty name takes the name away. */
export async function renameSession(sessionId: string, name: string): Promise<string | null> {
  const answer = await call("session.rename", { sessionId, name: nameOf(name) });
  if (!answer.ok) return problemOf(answer);
  if (useMoneyStore.getState().session?.id === sessionId) useMoneyStore.setState({ session: answer.value });
  await askSessions();
  return null;
}

/** The host also tells every window by an event; this one does not wait for it. */
function takeCurrent(answer: Answer<Session>): string | null {
  if (!answer.ok) return problemOf(answer);
  useSpendStore.setState({ span: "Session", sessionId: null });
  useMoneyStore.setState({ session: answer.value });
  return null;
}

function nameOf(typed: string): string | null {
  return typed.trim() === "" ? null : typed.trim();
}

/** What is wrong with a typed name; none is fine. */
export function sessionNameFault(name: string): string | null {
  return name.trim().length > longestSessionName
    ? `A session's name has at most ${longestSessionName} characters.`
    : null;
}
