import { call } from "#renderer/bridge/host.ts";

/** Hands a key to the host, which keeps it; returns what is wrong with it, or null. It is never stored here. */
export async function saveKey(providerId: string, key: string): Promise<string | null> {
  const answer = await call("key.set", { providerId, key });
  return answer.ok ? null : answer.failure.message;
}
