import { expect, test, vi } from "vitest";
import { tellTrouble } from "#electron/compose/log.ts";
import { createRedactor } from "#electron/keys/redactor.ts";
import type { LogNote } from "#electron/log/log.ts";

const key = "an0ther-kind-of-key-0123456789";

test("trouble at the start is on stderr without a key, and in the log by its title and its cause alone", () => {
  const redactor = createRedactor();
  redactor.remember(key);
  const notes: LogNote[] = [];
  const stderr = vi.spyOn(console, "error").mockReturnValue(undefined);
  tellTrouble({ note: (note) => notes.push(note) }, redactor.redact)("Answers cannot be saved", `EIO: "${key}"`);
  const told = stderr.mock.calls;
  stderr.mockRestore();
  expect(told).toEqual([['EIO: "[redacted]"']]);
  const detail = { cause: "disk-error" };
  expect(notes).toEqual([{ level: "error", area: "host", message: "Answers cannot be saved", detail }]);
});
