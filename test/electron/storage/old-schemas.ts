import { mkdirSync } from "node:fs";
import { applicationId, pathsIn } from "#electron/storage/data-files.ts";
import { type Migration, migrate, migrations } from "#electron/storage/migrations.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";

/** Rows as the first version wrote them, in columns that every version has. Run 2 was cut off by a crash. */
const firstRows = `
INSERT INTO settings (name, value_json) VALUES ('theme', '"dark"');
INSERT INTO chains (id, position, chain_json) VALUES
  ('smart', 0, '{"id":"smart","name":"smart","links":[],"onMidStream":"restart"}');
INSERT INTO providers (id, name, kind, base_url, key_optional) VALUES
  ('openai', 'OpenAI', 'openai', 'https://api.openai.com/v1', 0);
INSERT INTO key_records (provider_id, origin, last4, saved_at_ms) VALUES
  ('openai', 'https://api.openai.com', 'abcd', 1795000000000);
INSERT INTO sessions (id, started_at_ms) VALUES ('session-1', 1795000000000);
INSERT INTO conversations (id, title, created_at_ms) VALUES ('conversation-1', 'Old', 1795000000000);
INSERT INTO columns (conversation_id, id, position, target_json) VALUES
  ('conversation-1', 'column-1', 0, '{"kind":"model","providerId":"openai","modelId":"gpt"}');
INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo) VALUES
  ('comparison-1', 'conversation-1', 'session-1', 'Why?', 1795000000000, 0);
INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
  last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json) VALUES
  ('run-1', 'comparison-1', 'column-1', '{"kind":"model","providerId":"openai","modelId":"gpt"}', 'gpt', 0, 'done',
    1795000000000, 40, 40, '[]', 'Because of – this.', '', NULL, 'attempt-1', NULL),
  ('run-2', 'comparison-1', 'column-1', '{"kind":"model","providerId":"openai","modelId":"gpt"}', 'gpt', 0, 'running',
    1795000000000, NULL, 20, '[]', '', '', NULL, NULL, NULL);
INSERT INTO run_text (run_id, seq, channel, text_json) VALUES ('run-2', 1, 'text', '"Because "');
INSERT INTO attempts (run_id, id, position, link_index, provider_id, model_id, kind, status, is_demo, started_at_ms,
  start_ms, waited_ms, end_ms, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  output_tokens, reasoning_tokens, usage_source, cost_nano_usd, cost_source, malformed_events, dropped_text) VALUES
  ('run-1', 'attempt-1', 0, 0, 'openai', 'gpt', 'first', 'answered', 0, 1795000000001, 1, 0, 40, 10, 0, 0, 0, 20, 0,
    'reported', 7000, 'computed', 0, ''),
  ('run-2', 'attempt-2', 0, 0, 'openai', 'gpt', 'first', 'running', 0, 1795000000001, 1, 0, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, 'unknown', 0, '');
`;

/** What a later version could hold besides. */
const laterRows: Readonly<Record<number, string>> = {
  4: `INSERT INTO comparison_images (comparison_id, position, mime_type, bytes) VALUES
    ('comparison-1', 0, 'image/png', x'89504e47')`,
  5: "INSERT INTO exchanges (run_id, attempt_id, json_gzip) VALUES ('run-1', 'attempt-1', x'1f8b')",
  10: `UPDATE comparisons SET repeat_json = '{"purpose":"repeat","times":2,"seed":1,"perProvider":1,"columns":[
      {"columnId":"column-1","target":{"kind":"model","providerId":"openai","modelId":"gpt"}}]}';
    UPDATE runs SET round = 1;
    INSERT INTO repeats (comparison_id, status) VALUES ('comparison-1', 'running')`,
};

/** A data folder as the program of that schema version left it. */
export function makeOldDatabase(dataDir: string, version: number): void {
  mkdirSync(dataDir, { recursive: true });
  const database = openSqlite(pathsIn(dataDir).database, 0);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA journal_mode = WAL`);
  const steps = migrations.filter((step) => step.version <= version);
  migrate(database, steps.slice(0, 1));
  database.exec(firstRows);
  migrate(database, steps);
  for (const [since, rows] of Object.entries(laterRows)) if (Number(since) <= version) database.exec(rows);
  database.close();
}

/** The same migrations, with a word after each single statement that they execute. */
export function stepByStep(steps: readonly Migration[], after: (database: Database) => void): readonly Migration[] {
  const watched = (database: Database): Database => ({
    ...database,
    exec(sql) {
      for (const statement of statementsOf(sql)) {
        database.exec(statement);
        after(database);
      }
    },
    run(sql, ...values) {
      const changes = database.run(sql, ...values);
      after(database);
      return changes;
    },
  });
  return steps.map(({ version, up }) => ({ version, up: (database) => up(watched(database)) }));
}

/** A trigger's own statements end with a semicolon, too, and it ends with END. */
function statementsOf(sql: string): readonly string[] {
  const statements: string[] = [];
  let open = "";
  for (const piece of sql.split(/(?<=;)[ \t]*\n/)) {
    open += `${piece}\n`;
    const isInTrigger = /CREATE\s+TRIGGER/i.test(open) && !/END;\s*$/i.test(open);
    if (isInTrigger) continue;
    if (open.trim() !== "") statements.push(open);
    open = "";
  }
  return open.trim() === "" ? statements : [...statements, open];
}
