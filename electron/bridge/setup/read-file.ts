import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { LeftOut, SetupSource } from "#shared/setup.ts";
import { readStrictJson } from "#shared/strict-json.ts";
import type { Here } from "./draft.ts";
import { findKey } from "./find-key.ts";
import { isLiteLlm, readLiteLlm } from "./foreign/litellm.ts";
import { isPortkey, readPortkey } from "./foreign/portkey.ts";
import { readYaml } from "./foreign/read-yaml.ts";
import type { ForeignSetup } from "./foreign/values.ts";
import { readSetup } from "./read-setup.ts";
import type { SetupFrame } from "./setup-schema.ts";

/** A file, as far as it is understood. */
export type ReadFile = {
  readonly source: SetupSource;
  readonly frame: SetupFrame;
  /** What of another program's file has no place here. */
  readonly leftOut: readonly LeftOut[];
};

/** Our own file, a config of LiteLLM or one of Portkey: what it is, is seen in it. */
export function readFile(text: string, here: Pick<Here, "providers">): Answer<ReadFile> {
  const json = readStrictJson(text);
  if (json.ok && isPortkey(json.value)) return checked("portkey", readPortkey(json.value, here));
  if (json.ok && isLiteLlm(json.value)) return checked("litellm", readLiteLlm(json.value, here));
  if (!json.ok && /^\uFEFF?["']?model_list["']?[ \t]*:/m.test(text)) {
    const read = readYaml(text);
    if (!read.ok) return read;
    if (isLiteLlm(read.value)) return checked("litellm", readLiteLlm(read.value, here));
    return refuse("invalid-input", "The “model_list” of this LiteLLM config is no list.");
  }
  const own = readSetup(text);
  return own.ok ? succeed({ source: "understudy", frame: own.value, leftOut: [] }) : own;
}

/** A key in a field that is taken, such as a model's name, is not taken for one. */
function checked(source: SetupSource, { frame, leftOut }: ForeignSetup): Answer<ReadFile> {
  const place = findKey(frame);
  if (place === null) return succeed({ source, frame, leftOut });
  const why = "A name in the file looks like a key. Keys are never imported: take it out of the file.";
  return refuse("invalid-input", why);
}
