import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "#test/support/processes.ts";

/**
 * The rules are proven on planted files: each plant is linted in a copy of this project's configuration and must be red
 * or green as written here. One run of Biome lints them all.
 */
const imports = {
  "shared/x.ts": { red: ["node:fs", "zod", "#electron/http/a.ts", "#renderer/ui/a.tsx", "../a.ts"], green: ["./a.ts"] },
  "electron/manager/x.ts": {
    red: ["node:fs", "zod", "undici", "#electron/http/a.ts", "#electron/bridge/a.ts", "../http/a.ts"],
    green: ["./a.ts", "#shared/a.ts", "#electron/manager/a.ts"],
  },
  "electron/providers/openai-chat/x.ts": {
    red: ["node:http", "undici", "#electron/manager/run-chain.ts", "#electron/http/a.ts", "../registry.ts"],
    green: ["#shared/a.ts", "#electron/manager/dependencies.ts", "#electron/providers/a.ts", "@pydantic/genai-prices"],
  },
  "electron/http/x.ts": {
    red: ["ws", "zod", "#electron/providers/a.ts", "#electron/manager/limits.ts"],
    green: ["undici", "eventsource-parser/stream", "node:stream/promises", "#electron/manager/dependencies.ts"],
  },
  "electron/storage/tables/x.ts": {
    red: ["undici", "#electron/manager/limits.ts", "#electron/bridge/a.ts"],
    green: ["node:sqlite", "zod", "#shared/a.ts", "#electron/storage/a.ts"],
  },
  "electron/keys/x.ts": {
    red: ["undici", "electron", "#electron/storage/a.ts"],
    green: ["keytar", "node:child_process"],
  },
  "electron/demo/x.ts": { red: ["undici", "#electron/providers/a.ts"], green: ["@copilotkit/aimock", "node:http"] },
  "electron/exports/x.ts": { red: ["zod", "#electron/storage/a.ts"], green: ["#electron/manager/dependencies.ts"] },
  "electron/gateway/x.ts": { red: ["#electron/bridge/a.ts", "undici"], green: ["#electron/manager/a.ts", "node:http"] },
  "electron/log/x.ts": {
    red: ["zod", "electron", "#electron/storage/a.ts", "#electron/bridge/a.ts", "#electron/keys/a.ts"],
    green: ["node:fs", "#shared/a.ts", "#electron/manager/dependencies.ts"],
  },
  "electron/tokenizer/x.ts": {
    red: ["undici", "#electron/manager/dependencies.ts", "#electron/bridge/a.ts"],
    green: ["gpt-tokenizer/encoding/o200k_base", "node:worker_threads", "zod", "#shared/a.ts"],
  },
  "electron/bridge/x.ts": {
    red: [
      "electron",
      "undici",
      "#electron/storage/a.ts",
      "#electron/keys/a.ts",
      "#electron/compose.ts",
      "#renderer/a.ts",
    ],
    green: ["ws", "zod", "node:http", "#shared/a.ts", "#electron/manager/a.ts"],
  },
  "electron/bridge/ipc-listener.ts": {
    red: ["ws", "#electron/storage/a.ts"],
    green: ["electron", "#electron/manager/a.ts"],
  },
  "electron/compose.ts": {
    red: ["electron", "undici", "#renderer/a.ts", "#test/a.ts"],
    green: ["#electron/keys/a.ts"],
  },
  "electron/node-host.ts": { red: ["electron", "ws"], green: ["./compose.ts", "#electron/bridge/a.ts", "node:fs"] },
  "electron/main.ts": { red: ["undici", "#renderer/a.ts"], green: ["electron", "./compose.ts", "node:path"] },
  "electron/preload.ts": {
    red: ["node:fs", "./compose.ts", "#electron/bridge/a.ts"],
    green: ["electron", "#shared/a.ts"],
  },
  "renderer/app.tsx": {
    red: ["#electron/compose.ts", "node:fs", "electron", "zod"],
    green: ["react", "#renderer/ui/a.tsx"],
  },
  "renderer/bridge/x.ts": { red: ["#renderer/stores/a.ts", "react", "electron"], green: ["#shared/a.ts", "./a.ts"] },
  "renderer/stores/x.ts": {
    red: ["#renderer/bridge/a.ts", "#renderer/actions/a.ts"],
    green: ["zustand", "#shared/a.ts"],
  },
  "renderer/actions/x.ts": {
    red: ["react", "#renderer/parts/a.tsx", "#renderer/features/compare/a.tsx"],
    green: ["#renderer/bridge/a.ts", "#renderer/stores/a.ts", "#shared/a.ts"],
  },
  "renderer/ui/x.tsx": {
    red: ["#shared/run.ts", "#renderer/stores/a.ts", "zustand"],
    green: ["react", "@base-ui/react/dialog", "#renderer/ui/a.tsx"],
  },
  "renderer/parts/x.tsx": {
    red: ["#renderer/actions/a.ts", "#renderer/features/compare/a.tsx", "#renderer/bridge/a.ts"],
    green: ["#renderer/ui/a.tsx", "#renderer/stores/a.ts", "#shared/run.ts", "react"],
  },
  "renderer/features/compare/x.tsx": {
    red: ["#renderer/features/chains/a.tsx", "../chains/a.tsx", "#renderer/bridge/a.ts", "zustand", "#electron/a.ts"],
    green: ["./a.tsx", "#renderer/actions/a.ts", "#renderer/parts/a.tsx", "#shared/run.ts", "react"],
  },
  "scripts/x.mjs": { red: ["vite", "#shared/a.ts"], green: ["./a.mjs", "node:fs/promises"] },
  "test/electron/x.ts": { red: ["../support/a.ts"], green: ["#electron/http/a.ts", "vitest"] },
} as const;

/** One bad and one good file for each rule that is not about who imports whom. */
const statements = [
  { rule: "noExplicitAny", red: "export const a = (b: any) => b;", green: "export const a = (b: string) => b;" },
  { rule: "noNonNullAssertion", red: "export const a = (b?: string) => b!.length;", green: "export const a = 1;" },
  { rule: "noEnum", red: "export enum A { B }", green: 'export type A = "b";' },
  { rule: "noDefaultExport", red: "export default 1;", green: "export const a = 1;" },
  { rule: "noBarrelFile", red: 'export * from "./b.ts";', green: "export const a = 1;" },
  { rule: "noEmptyBlockStatements", red: "try { a(); } catch {}", green: "try { a(); } catch { b(); }" },
  { rule: "noTsIgnore", red: "// @ts-ignore\nexport const a = 1;", green: "export const a = 1;" },
  { rule: "useMaxParams", red: "export const a = (b, c, d, e) => b;", green: "export const a = (b, c, d) => b;" },
  { rule: "noExcessiveLinesPerFunction", red: functionOf(60), green: functionOf(40) },
  { rule: "noSkippedTests", red: 'test.skip("a", () => { b(); });', green: 'test("a", () => { b(); });' },
  { rule: "noFocusedTests", red: 'test.only("a", () => { b(); });', green: 'test("a", () => { b(); });' },
];

type Found = { readonly path: string; readonly line: number; readonly rule: string };

let folder: string;
let found: readonly Found[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-rules-"));
  const config: unknown = JSON.parse(await readFile(join(projectRoot, "biome.json"), "utf8"));
  await plant("biome.json", JSON.stringify({ ...Object(config), vcs: { enabled: false } }));
  await cp(join(projectRoot, "package.json"), join(folder, "package.json"));
  for (const [path, { red, green }] of Object.entries(imports)) {
    await plant(path, [...red, ...green].map((specifier) => `import "${specifier}";\n`).join(""));
  }
  for (const { rule, red, green } of statements) {
    await plant(`electron/red-${rule}.ts`, red);
    await plant(`electron/green-${rule}.ts`, green);
  }
  await plant("shared/cycle-a.ts", 'import { b } from "#shared/cycle-b.ts";\nexport const a = () => b;\n');
  await plant("shared/cycle-b.ts", 'import { a } from "#shared/cycle-a.ts";\nexport const b = () => a;\n');
  found = await lint();
}, 60_000);

afterAll(() => rm(folder, { recursive: true }));

test.each(Object.entries(imports))("%s imports what it may and nothing else", (path, { red, green }) => {
  const lines = found.filter((one) => one.path === path && one.rule === "noRestrictedImports").map((one) => one.line);
  const refused = [...red, ...green].filter((_, index) => lines.includes(index + 1));
  expect(refused).toEqual(red);
});

test.each(statements)("$rule is on", ({ rule }) => {
  expect(rulesOf(`electron/red-${rule}.ts`)).toContain(rule);
  expect(rulesOf(`electron/green-${rule}.ts`)).not.toContain(rule);
});

test("a cycle is red, also through package imports", () => {
  expect(rulesOf("shared/cycle-a.ts")).toContain("noImportCycles");
});

test("the compiler knows neither Node nor the DOM in shared, and no other folder", async () => {
  for (const path of ["package.json", "tsconfig.base.json", "shared/tsconfig.json"]) {
    await cp(join(projectRoot, path), join(folder, "types", path));
  }
  await plant("types/electron/a.ts", "export const a = 1;\n");
  await plant("types/shared/green.ts", "export const a = (b: string) => b.length;\n");
  await plant("types/shared/node.ts", 'import { readFileSync } from "node:fs";\nexport const a = readFileSync;\n');
  await plant("types/shared/dom.ts", "export const a = document.title;\n");
  await plant("types/shared/host.ts", 'export { a } from "#electron/a.ts";\n');
  await plant("types/shared/enum.ts", "export enum A { B }\n");
  const output = await run("typescript/bin/tsc", ["-p", join(folder, "types", "shared")]);
  const red = new Set([...output.matchAll(/shared\/(\w+)\.ts[(:]/g)].map((match) => match[1]));
  expect([...red].sort()).toEqual(["dom", "enum", "host", "node"]);
});

function rulesOf(path: string): readonly string[] {
  return found.filter((one) => one.path === path).map((one) => one.rule);
}

function functionOf(lines: number): string {
  return `export function a(b) {\n${"  b();\n".repeat(lines)}}\n`;
}

async function plant(path: string, text: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

async function lint(): Promise<Found[]> {
  const output = await run("@biomejs/biome/bin/biome", ["lint", "--reporter=json", "--max-diagnostics=none", "."]);
  return reportSchema.parse(JSON.parse(output)).diagnostics.map(({ category, location }) => ({
    path: location.path.replaceAll("\\", "/"),
    line: location.start.line,
    rule: category.slice(category.lastIndexOf("/") + 1),
  }));
}

/** What a tool of this project prints about the planted files; its exit code is red by design. */
function run(script: string, args: readonly string[]): Promise<string> {
  const argv = [join(projectRoot, "node_modules", script), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd: folder, maxBuffer: 16_000_000 }, (_error, stdout) => resolve(stdout));
  });
}
