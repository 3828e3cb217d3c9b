import { inputMessage } from "#electron/bridge/input-message.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import { setupFormat, setupVersion } from "#shared/setup.ts";
import { readStrictJson } from "#shared/strict-json.ts";
import { findKey } from "./find-key.ts";
import { type SetupFrame, setupFrame } from "./setup-schema.ts";

/** The frame of a file, or why nothing of it can be imported. No sentence repeats what the file holds. */
export function readSetup(text: string): Answer<SetupFrame> {
  const read = readStrictJson(text);
  if (!read.ok) return refuse("invalid-input", read.message);
  const fault = faultOfKind(read.value);
  if (fault !== null) return refuse("invalid-input", fault);
  const place = findKey(read.value);
  if (place !== null) {
    return refuse(
      "invalid-input",
      `${place} holds what looks like a key. Keys are never imported: take it out of the file, and type it in on the Providers page.`,
    );
  }
  const frame = setupFrame.safeParse(read.value);
  return frame.success ? succeed(frame.data) : refuse("invalid-input", inputMessage(frame.error));
}

const unknownFile = "This is no file of chains from Understudy, LiteLLM or Portkey.";

function faultOfKind(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("format" in value)) {
    return unknownFile;
  }
  if (value.format === "understudy-archive") return "This is an archive. Choose “Import archive…” for it.";
  if (value.format !== setupFormat) return unknownFile;
  const version = "version" in value ? value.version : undefined;
  if (version === setupVersion) return null;
  return typeof version === "number" && version > setupVersion
    ? "This file was made by a newer version of Understudy. Update Understudy first."
    : "The version of this file is not known.";
}
