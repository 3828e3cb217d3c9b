import type { KeychainState } from "#shared/provider-state.ts";
import type { Keychain } from "./keychain.ts";
import { type ExplainedTrouble, explainTrouble, type KeychainTrouble, keychainLabel } from "./keychain-trouble.ts";
import { probeKeychain } from "./probe-keychain.ts";

export type SettledState = Exclude<KeychainState, { kind: "checking" }>;

/** Knows whether the keychain as a whole keeps keys, and notices where it stops doing so behind our back. */
export type KeychainWatch = {
  state(): KeychainState;
  onState(callback: (state: KeychainState) => void): void;
  /** Takes a new key process and tries it; two at the same time are one. */
  probe(): Promise<SettledState>;
  /** The state, after the first probe. */
  settled(): Promise<SettledState>;
  /** What a trouble of one call means, in words; the state follows where it is the whole keychain's. */
  report(trouble: KeychainTrouble): Promise<string>;
  /**
   * Tries it after an answer that a locked keychain gives, too; several at the same time are one. Null: it works; else
   * what is wrong, in words.
   */
  lookAgain(): Promise<string | null>;
  /** Nobody is told any more. */
  leave(): void;
};

export function watchKeychain(keychain: Keychain, platform: string): KeychainWatch {
  const { state, onState, become, giveUp, leave } = createState();
  let probing: Promise<SettledState> | null = null;
  const runProbe = async (): Promise<SettledState> => {
    await keychain.restart();
    const outcome = await probeKeychain(keychain);
    probing = null;
    if (outcome.ok) return become({ kind: "keychain", label: keychainLabel(platform) });
    return become({ kind: "memory", ...explainTrouble(outcome.trouble, platform) });
  };
  const probe = () => {
    probing ??= runProbe();
    return probing;
  };
  let looking: Promise<string | null> | null = null;
  const runLook = async () => {
    const outcome = await probeKeychain(keychain);
    looking = null;
    if (outcome.ok) return null;
    const explained = explainTrouble(outcome.trouble, platform);
    if (isLasting(outcome.trouble)) giveUp(explained);
    return explained.missing;
  };
  const lookAgain = () => {
    looking ??= runLook();
    return looking;
  };
  return {
    state,
    onState,
    probe,
    settled: async () => {
      const now = state();
      return now.kind === "checking" ? probe() : now;
    },
    report: async (trouble) => {
      const explained = explainTrouble(trouble, platform);
      // One key may be refused while all others are given.
      if (trouble.reason === "refused") await lookAgain();
      else if (isLasting(trouble)) giveUp(explained);
      return explained.missing;
    },
    lookAgain,
    leave,
  };
}

/** A call that was lost once may succeed next time, and at the end there is nothing to tell. */
function isLasting({ reason }: KeychainTrouble): boolean {
  return reason !== "timeout" && reason !== "ended" && reason !== "closed";
}

function createState() {
  const listeners = new Set<(state: KeychainState) => void>();
  let state: KeychainState = { kind: "checking" };
  const become = (next: SettledState): SettledState => {
    state = next;
    for (const listener of listeners) listener(next);
    return next;
  };
  return {
    state: () => state,
    onState: (callback: (state: KeychainState) => void) => void listeners.add(callback),
    become,
    /** From here on keys can only stay in memory, and the view has to say so. */
    giveUp: (explained: ExplainedTrouble) => {
      if (state.kind === "keychain") become({ kind: "memory", ...explained });
    },
    leave: () => listeners.clear(),
  };
}
