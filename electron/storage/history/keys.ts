import { createHash } from "node:crypto";
import type { Target } from "#shared/chain.ts";
import type { HistoryFilters } from "#shared/history.ts";

/**
 * Filters are words of the index as well, so that one look-up answers both and a rare filter makes a common word quick.
 * They begin with a character that no word of a text has, and are digests, because a name may hold anything.
 */
const mark = "\uE000";

function key(kind: string, value: string): string {
  return `${mark}${kind}${createHash("sha256").update(value).digest("hex").slice(0, 16)}`;
}

export const keyOf = {
  provider: (providerId: string) => key("p", providerId),
  target: (target: Target) =>
    target.kind === "chain" ? key("c", target.chainId) : key("m", `${target.providerId}/${target.modelId}`),
  session: (sessionId: string) => key("s", sessionId),
  status: (status: string) => key("r", status),
  demo: (isDemo: boolean) => key("d", String(isDemo)),
  /** Null: this program's own window. */
  client: (client: string | null) => (client === null ? key("w", "") : key("k", client)),
  pinned: () => key("n", ""),
  tag: (tag: string) => key("t", tag.toLowerCase()),
  repeats: () => key("a", ""),
} as const;

/** The words that a comparison must have to pass; times and costs are columns of the list. */
export function keysOfFilters(filters: HistoryFilters): readonly string[] {
  const { target, providerId, sessionId, status, isPinned, tag, isDemo, client, repeats } = filters;
  return [
    ...(target === undefined ? [] : [keyOf.target(target)]),
    ...(providerId === undefined ? [] : [keyOf.provider(providerId)]),
    ...(sessionId === undefined ? [] : [keyOf.session(sessionId)]),
    ...(status === undefined ? [] : [keyOf.status(status)]),
    ...(isPinned === undefined ? [] : [keyOf.pinned()]),
    ...(tag === undefined ? [] : [keyOf.tag(tag)]),
    ...(isDemo === undefined ? [] : [keyOf.demo(isDemo)]),
    ...(client === undefined ? [] : [keyOf.client(client)]),
    ...(repeats === undefined ? [] : [keyOf.repeats()]),
  ];
}
