import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "#test/support/processes.ts";
import {
  casts,
  hiddenImports,
  importersOf,
  importsOf,
  leaks,
  putOff,
  threadsFromSources,
  tooLong,
  valuesOfDependencies,
} from "./code-rules.ts";
import { codeUnder, filesUnder } from "./source-files.ts";

const product = codeUnder(["electron", "renderer", "shared"]);
const everything = [...product, ...codeUnder(["test"]), ...filesUnder("scripts", [".mjs"])];

const topLevel = new Set([
  ...[".ci", ".github", "electron", "renderer", "scripts", "shared", "test"],
  ...[".gitignore", ".npmrc", "biome.json", "electron-builder.yml", "package.json", "package-lock.json"],
  ...["tsconfig.base.json", "tsconfig.json", "vite.config.ts", "vitest.config.ts"],
  ...["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"],
]);
/** What tools leave behind and git ignores. */
const leftovers = new Set([".cache", ".git", ".types", "dist", "node_modules", "test-results"]);

test("there is code to check", () => {
  expect(product.length).toBeGreaterThan(20);
});

test("nothing is hidden from the compiler: no as, no !", () => {
  expect(everything.flatMap(casts)).toEqual([]);
});

test("no file of the program is over 250 lines", () => {
  expect(product.flatMap(tooLong)).toEqual([]);
});

test("nothing is put off in a comment", () => {
  expect(everything.flatMap(putOff)).toEqual([]);
});

test("no file holds a key or a folder of one machine", () => {
  const texts = [
    ...everything,
    ...filesUnder("test", [".json", ".md", ".txt", ".sse"]),
    ...filesUnder(".github", [""]),
  ];
  expect(texts.flatMap(leaks)).toEqual([]);
});

test.each([
  "undici",
  "keytar",
  "ws",
  "node:sqlite",
  "@copilotkit/aimock",
  "@pydantic/genai-prices",
  "gpt-tokenizer",
  "yaml",
])("%s has one door", (dependency) => expect(importersOf(product, dependency).slice(1)).toEqual([]));

test("electron is imported by four files at most, all on the host's side", () => {
  const importers = importersOf(product, "electron");
  expect(importers.length).toBeLessThanOrEqual(4);
  expect(importers.filter((path) => !path.startsWith("electron/"))).toEqual([]);
});

test("folders that serve the engine know its interfaces, not its code", () => {
  const served = /^electron\/(providers|http|storage|keys|demo|exports)\//;
  expect(product.filter((file) => served.test(file.path)).flatMap(valuesOfDependencies)).toEqual([]);
});

test("nothing is loaded behind the import rules' back", () => {
  expect(product.flatMap(hiddenImports)).toEqual([]);
});

test("tests start the program's threads from bundles, never from their sources", () => {
  expect(codeUnder(["test"]).flatMap(threadsFromSources)).toEqual([]);
});

test("imports never climb with ../ and name their file's ending", () => {
  const wrong = everything.flatMap((file) =>
    importsOf(file)
      .filter(({ specifier }) => specifier.startsWith("../") || /^(#|\.\/).*\/[^.]+$/.test(specifier))
      .map(({ specifier, line }) => `${file.path}:${line} ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

test("the top level is closed", () => {
  const present = readdirSync(projectRoot).filter((name) => !leftovers.has(name) && !name.endsWith(".log"));
  expect(present.filter((name) => !topLevel.has(name))).toEqual([]);
});

test("the lockfile names no registry: every machine uses its own", () => {
  const lock = readFileSync(join(projectRoot, "package-lock.json"), "utf8");
  expect(lock).not.toContain('"resolved"');
});
