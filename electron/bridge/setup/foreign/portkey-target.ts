import { joined } from "#electron/bridge/setup/find-key.ts";
import { checkDeadline, checkMaxTokens, checkOtherModels, checkTemperature } from "#shared/check-chain.ts";
import type { Endpoints } from "./endpoints.ts";
import type { ForeignLink } from "./foreign-chain.ts";
import type { Inherited } from "./portkey-inherited.ts";
import {
  type Fields,
  fieldOf,
  fieldsOf,
  hasKey,
  type Notes,
  noteDoubles,
  noteKey,
  noteOthers,
  numberIn,
  textOf,
  textsIn,
} from "./values.ts";

const targetNames = new Set(["provider", "api_key", "custom_host", "override_params", "request_timeout", "retry"]);
const paramNames = new Set(["model", "models", "max_tokens", "max_completion_tokens", "temperature"]);

const retryNames = new Set(["attempts"]);

type Tools = { readonly notes: Notes; readonly endpoints: Endpoints; readonly inherited: Inherited };

/** One link, or none where it cannot be asked here; a note says why. */
export function readTarget(
  target: Fields,
  path: string,
  { notes, endpoints, inherited }: Tools,
): readonly ForeignLink[] {
  const own = fieldsOf(fieldOf(target, "override_params"));
  const params: Fields = { ...fieldsOf(inherited.override_params?.value), ...own };
  const left = (why: string): readonly ForeignLink[] => {
    notes.add(path || "provider", why);
    return [];
  };
  const provider = textOf(target, "provider");
  const modelId = textOf(params, "model");
  // With an at sign they name a provider that is set up there.
  if (provider === null || provider.startsWith("@") || modelId?.startsWith("@"))
    return left("Its provider is in Portkey’s own store of keys, which is not in the file.");
  if (modelId === null) return left("It names no model.");
  noteKey(notes, target, path);
  const endpoint = endpoints.find({
    name: provider,
    address: textOf(target, "custom_host"),
    hasKey: hasKey(target),
  });
  if (!endpoint.ok) return left(endpoint.why);
  const paramPath = joined(path, "override_params");
  noteOthers(notes, target, { path, names: targetNames });
  noteOthers(notes, own, { path: paramPath, names: paramNames });
  noteOthers(notes, params, {
    path: inherited.override_params?.path ?? paramPath,
    names: new Set([...paramNames, ...Object.keys(own)]),
  });
  const pathOf = (name: string) =>
    Object.hasOwn(own, name) ? paramPath : (inherited.override_params?.path ?? paramPath);
  const at = (name: string) => ({ notes, path: pathOf(name) });
  noteDoubles(params, ["max_tokens", "max_completion_tokens"], at("max_completion_tokens"));
  const others = textsIn(params, "models", at("models")).filter((one) => one !== modelId);
  const problem = checkOtherModels(others, modelId);
  if (problem !== null) notes.add(joined(paramPath, "models"), problem);
  return [
    {
      providerId: endpoint.providerId,
      modelId,
      maxTokens:
        numberIn(params, "max_tokens", { ...at("max_tokens"), check: checkMaxTokens }) ??
        numberIn(params, "max_completion_tokens", { ...at("max_completion_tokens"), check: checkMaxTokens }),
      temperature: numberIn(params, "temperature", { ...at("temperature"), check: checkTemperature }),
      costPer1kInput: null,
      costPer1kOutput: null,
      models: problem === null ? others : [],
      firstTokenMs: firstTokenIn(target, path, { notes, inherited }),
      totalMs: null,
      retries: Object.hasOwn(target, "retry")
        ? retriesOf(fieldsOf(fieldOf(target, "retry")), joined(path, "retry"), notes)
        : retriesOf(fieldsOf(inherited.retry?.value), inherited.retry?.path ?? path, notes),
      triggers: {},
    },
  ];
}

function firstTokenIn(target: Fields, path: string, { notes, inherited }: Pick<Tools, "notes" | "inherited">) {
  const check = (ms: number) => checkDeadline("firstContentMs", ms);
  if (Object.hasOwn(target, "request_timeout")) return numberIn(target, "request_timeout", { notes, path, check });
  const { value, path: whole = "" } = inherited.request_timeout ?? {};
  return numberIn({ request_timeout: value }, "request_timeout", {
    notes,
    path: whole.replace(/\.?request_timeout$/, ""),
    check,
  });
}

function retriesOf(retry: Fields, path: string, notes: Notes): 0 | 1 | null {
  noteOthers(notes, retry, {
    path,
    names: retryNames,
    why: () => "Understudy retries by the kind of a failure, by its own rules.",
  });
  const check = (value: number) => (Number.isInteger(value) && value >= 0 ? null : "It is no number of retries.");
  const count = numberIn(retry, "attempts", { notes, path, check });
  if (count === null || count === 0) return count;
  if (count > 1) notes.add(`${path}.attempts`, "Understudy asks a link once more at most, so it is one retry here.");
  return 1;
}
