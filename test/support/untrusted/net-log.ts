import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { z } from "zod";
import { launchBrowser } from "#test/support/browser.ts";

const constants = z.object({ constants: z.object({ logEventTypes: z.record(z.string(), z.number()) }) });
const event = z.object({ type: z.number(), params: z.record(z.string(), z.unknown()).optional() });

/** What the browser's network did: the name of each event, with its parameters as text. */
export type NetEvent = { readonly name: string; readonly params: string };

export type LoggedBrowser = {
  readonly browser: Browser;
  /** Ends the browser and reads what its network logged from its first moment on. */
  end(): Promise<readonly NetEvent[]>;
};

/** A browser of its own that logs every event of its network: also names that it only looks up. */
export async function launchLoggedBrowser(): Promise<LoggedBrowser> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-net-log-"));
  const file = join(folder, "net-log.json");
  const browser = await launchBrowser([`--log-net-log=${file}`, "--net-log-capture-mode=Everything"]);
  return {
    browser,
    async end() {
      await browser.close();
      const text = await readFile(file, "utf8");
      await rm(folder, { recursive: true });
      return eventsOf(text);
    },
  };
}

/** One line holds the constants, each further one an event. */
function eventsOf(text: string): readonly NetEvent[] {
  const [head = "", ...lines] = text.split("\n");
  const types = constants.parse(JSON.parse(`${head.replace(/,\s*$/, "")}}`)).constants.logEventTypes;
  const names = new Map(Object.entries(types).map(([name, type]) => [type, name]));
  return lines.flatMap((line) => {
    if (!line.startsWith('{"')) return [];
    const { type, params = {} } = event.parse(JSON.parse(line.replace(/(,|\]\s*,?\s*\}?)\s*$/, "")));
    // What went through a connection is not what was connected to.
    const { bytes: _bytes, ...rest } = params;
    return [{ name: names.get(type) ?? String(type), params: JSON.stringify(rest) }];
  });
}
