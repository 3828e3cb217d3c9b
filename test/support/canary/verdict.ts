import { environmentKeys } from "./canary-keys.ts";
import type { World } from "./canary-world.ts";
import { behaviours, pathOf } from "./echo-providers.ts";
import { dialects } from "./echo-streams.ts";
import type { Finding } from "./scanner.ts";
import { sinks } from "./window-sinks.ts";

/** Where each control was put: it must be found there in each of its encodings, or nothing was searched there. */
const planted = [
  ["data folder", "data folder"],
  ["log", "log"],
  ["home of the program", "home of the program"],
  ["temporary files", "temporary files"],
  ["browser profile", "browser profile"],
  ["stdout", "stdout"],
  ["stderr", "stderr"],
  ["arguments", "process arguments"],
  ["environment", "process environments"],
  ["storage", sinks.storage],
  ["console", sinks.console],
  ["field", sinks.out],
  ["field", sinks.dom],
  ["script", sinks.heap],
  ["prompt", sinks.talkOut],
  ["prompt", "database"],
  ["answer", sinks.talkIn],
  ["answer", sinks.in],
  ["answer", sinks.dom],
  ["answer", sinks.heap],
  ["answer", sinks.http],
  ["answer", sinks.clipboard],
  ["answer", sinks.downloads],
  ["answer", "database"],
  ["answer", "data folder"],
] as const;

/** Controls that were not found where they were put. */
export function missedControls({ scanner, control }: World): string[] {
  const found = new Set(scanner.findings().map(({ canary, sink }) => `${canary} in ${sink}`));
  const expected = planted.flatMap(([name, sink]) => control(name).canaries.map((one) => `${one.name} in ${sink}`));
  return expected.filter((one) => !found.has(one));
}

/** How much was searched, sink by sink; nothing counts where nothing was. */
export function searched({ scanner }: World): readonly string[] {
  const sorted = [...scanner.counts()].toSorted(([one], [other]) => one.localeCompare(other));
  return sorted.map(([sink, { parts, bytes }]) => `${sink}: ${parts} parts, ${(bytes / 1e6).toFixed(2)} MB`);
}

/** What was found that is no control and none of the exceptions of security.md §6.6. */
export function leaks({ keys, scanner }: World): {
  readonly ofKeys: readonly Finding[];
  readonly ofOthers: readonly Finding[];
} {
  const names = new Set(keys.all.map(({ name }) => name));
  const wrong = scanner.findings().filter((one) => !one.canary.startsWith("control ") && !isException(one));
  return {
    ofKeys: wrong.filter(({ canary }) => names.has(canary)),
    ofOthers: wrong.filter(({ canary }) => !names.has(canary)),
  };
}

const fromOutside: ReadonlySet<string> = new Set([
  ...environmentKeys,
  "password of the proxy",
  "UNDERSTUDY_GATEWAY_TOKEN",
]);

/** The one message that hands a key over, the environment that the user started us with; and of our own key the showing. */
function isException({ canary, sink, where }: Finding): boolean {
  if (where === "key.set") return sink === sinks.out || sink === sinks.talkOut;
  if (sink === "process environments" && where === "host") return fromOutside.has(canary);
  if (canary === "key of the gateway") return /^answer to gateway\.(turnOn|renewKey)$/.test(where);
  return canary === "key in an imported file" && where === "import.preview";
}

/** Keys that reached no provider: what was never used cannot leak. */
export function unusedKeys({ keys, providers, proxied }: World): string[] {
  const shown = new Set([...providers.shown.values()].flatMap((one) => [...one]));
  const proofs = proxied.map((proof) => Buffer.from((proof ?? "").replace("Basic ", ""), "base64").toString());
  const isUsed = (key: string) => shown.has(key) || proofs.some((proof) => proof.endsWith(`:${key}`));
  return keys.all.filter(({ key }) => !isUsed(key)).map(({ name }) => name);
}

/** Keys that were shown under a path that is not theirs. */
export function straysOnPaths({ keys, providers }: World): string[] {
  const nameOf = (key: string) => keys.all.find((one) => one.key === key)?.name ?? "nobody's";
  return [...providers.shown].flatMap(([path, shown]) =>
    [...shown].map(nameOf).flatMap((name) => (pathOf(name).startsWith(path) ? [] : [`${name} under ${path}`])),
  );
}

/** Ways to answer that no attempt met, by dialect: what never happened proves nothing. */
export function unplayed({ providers }: World): string[] {
  const wanted = dialects.flatMap((dialect) => behaviours.map((behaviour) => `${dialect}: ${behaviour}`));
  return wanted.filter((one) => !providers.played.has(one));
}
