import { useEffect, useState } from "react";
import { useEndedRuns } from "#renderer/parts/use-ended-runs.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Chain } from "#shared/chain.ts";
import type { Answer } from "#shared/failure.ts";

export type Question<T> =
  | { readonly kind: "asking" }
  | { readonly kind: "known"; readonly value: T }
  /** Why the history could not be read, in words. */
  | { readonly kind: "failed"; readonly message: string };

export type AskOfChain<T> = (chainId: string, days: number) => Promise<Answer<T>>;

/** Many runs of a repeat end within a moment: they are one reason to ask again. */
const restMs = 1_000;

/**
 * Asks the history of a chain, and again when a run of it ends or its links are saved. The answer before stays until
 * the next one is here, so give what draws it a `key` of the chain, the days and the mode.
 */
export function useQuestion<T>(ask: AskOfChain<T>, chainId: string, days: number): Question<T> {
  const [question, setQuestion] = useState<Question<T>>({ kind: "asking" });
  const isConnected = useAppStore((state) => state.connection === "connected");
  const links = useAppStore((state) => linksOf(state.chains, chainId));
  const reason = `${links} ${useEndedRuns(chainId)}`;
  const [firstReason] = useState(reason);
  useEffect(() => {
    if (!isConnected) return;
    let isLate = false;
    const askNow = async () => {
      const answer = await ask(chainId, days);
      if (isLate) return;
      setQuestion(
        answer.ok ? { kind: "known", value: answer.value } : { kind: "failed", message: answer.failure.message },
      );
    };
    const timer = setTimeout(() => void askNow(), reason === firstReason ? 0 : restMs);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [ask, chainId, days, isConnected, reason, firstReason]);
  return question;
}

/** What is asked of its models as the host has them, and in which order. */
function linksOf(chains: readonly Chain[], chainId: string): string {
  const links = chains.find(({ id }) => id === chainId)?.links ?? [];
  return links.map(({ provider, modelId }) => `${provider}/${modelId}`).join();
}
