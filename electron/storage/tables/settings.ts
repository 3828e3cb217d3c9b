import { readSetting } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { keepDamaged } from "#electron/storage/tables/damaged.ts";
import { defaultSettings, type Settings } from "#shared/settings.ts";

/** One row for each setting, so that a damaged one costs no other. */
export function saveSettings(database: Database, settings: Settings): void {
  for (const [name, value] of Object.entries(settings)) {
    database.run(
      "INSERT INTO settings (name, value_json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value_json = excluded.value_json",
      name,
      JSON.stringify(value),
    );
  }
}

export type LoadedSettings = { readonly settings: Settings; readonly problems: readonly string[] };

/** A setting that is missing has its default; one that is damaged too, and its row is kept aside. */
export function loadSettings(database: Database, nowMs: number): LoadedSettings {
  const stored = new Map(
    database.all("SELECT name, value_json AS value FROM settings").map((row) => [row.name, row.value]),
  );
  const problems: string[] = [];

  function setting<K extends keyof Settings>(name: K): Settings[K] {
    const text = stored.get(name);
    if (text === undefined) return defaultSettings[name];
    const read = readSetting(name, text);
    if (read.ok) return read.value;
    keepDamaged(database, { source: "settings", name, value: String(text) }, nowMs);
    problems.push(`The setting "${name}" could not be read and has its default now. The stored value was kept.`);
    return defaultSettings[name];
  }

  const settings: Settings = {
    theme: setting("theme"),
    density: setting("density"),
    sendWith: setting("sendWith"),
    parallelRequests: setting("parallelRequests"),
    proxy: setting("proxy"),
    demo: setting("demo"),
    welcomed: setting("welcomed"),
    conversationId: setting("conversationId"),
    gateway: setting("gateway"),
    budgets: setting("budgets"),
  };
  return { settings, problems };
}
