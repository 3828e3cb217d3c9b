import type { IconName } from "#renderer/ui/icon.tsx";
import type { ColumnState } from "./column-state.ts";

export type Look = {
  readonly icon: IconName;
  readonly tone: "ok" | "acc" | "bad" | "warn" | "dim";
  readonly ending: string;
};

/** Icon of a state, and what it adds to the route where there is no answer. */
export function lookOf(state: ColumnState): Look {
  switch (state.kind) {
    case "done":
      return { icon: "ok", tone: "ok", ending: "" };
    case "streaming":
    case "waiting":
      return { icon: "live", tone: "acc", ending: "" };
    case "cooling-down":
      return { icon: "timer", tone: "warn", ending: "cooling down" };
    case "failed":
      return state.failure.reason === "offline"
        ? { icon: "off", tone: "dim", ending: "offline" }
        : { icon: "fail", tone: "bad", ending: "no answer" };
    case "not-sent":
      return { icon: "stop", tone: "bad", ending: "not sent" };
    case "no-key":
      return { icon: "key", tone: "dim", ending: "no key" };
    case "keychain":
      return { icon: "lock", tone: "bad", ending: "no key" };
    case "stopped":
      return { icon: "stop", tone: "dim", ending: "stopped" };
    case "interrupted":
      return { icon: "warn", tone: "warn", ending: "interrupted" };
    default:
      return { icon: "ring", tone: "dim", ending: "" };
  }
}
