import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeLicences } from "#scripts/licences.mjs";
import { readComponents } from "#shared/licence.ts";

let folder: string;

const bundledParts = [
  "dist/renderer/.licences.json",
  "dist/electron/.licences-main.json",
  "dist/electron/.licences-preload.json",
];
const react = { name: "react", version: "19.0.0", identifier: "MIT", text: "MIT License of react" };
const zod = { name: "zod", version: "4.0.0", identifier: "MIT", text: "MIT License of zod" };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "understudy-licences-"));
  for (const [index, entries] of [[zod, react], [zod], []].entries()) write(bundledParts[index] ?? "", entries);
  for (const name of ["keytar", "node-addon-api", "electron", "vite", "rolldown"]) {
    write(`node_modules/${name}/package.json`, { name: `of ${name}`, version: "1.2.3", license: "MIT" });
    write(`node_modules/${name}/LICENSE.md`, `MIT License of ${name}`);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: unknown) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
}

const written = () => readComponents(JSON.parse(readFileSync(join(folder, "dist/renderer/licences.json"), "utf8")));

test("what is in the bundles and what ships beside them is one list, each once, and the parts are gone", () => {
  writeLicences(folder);
  expect(written()?.map(({ name }) => name)).toEqual([
    "Chromium",
    "Node.js",
    "of electron",
    "of keytar",
    "of node-addon-api",
    "of rolldown",
    "of vite",
    "react",
    "zod",
  ]);
  expect(written()?.at(-1)).toEqual({ name: "zod", version: "4.0.0", licence: "MIT", text: "MIT License of zod" });
  expect(bundledParts.filter((path) => existsSync(join(folder, path)))).toEqual([]);
});

test("two versions of a package are two", () => {
  write("dist/electron/.licences-main.json", [{ ...zod, version: "3.0.0" }]);
  writeLicences(folder);
  const versions = written()?.flatMap(({ name, version }) => (name === "zod" ? [version] : []));
  expect(versions?.toSorted()).toEqual(["3.0.0", "4.0.0"]);
});

test.each([
  ["no text", { ...react, text: undefined }],
  ["no name for its terms", { ...react, identifier: undefined }],
])("a package with %s fails the build, by its name", (_what, entry) => {
  write("dist/renderer/.licences.json", [zod, entry]);
  expect(() => writeLicences(folder)).toThrow("No licence was found of what is to be shipped: react.");
  expect(existsSync(join(folder, "dist/renderer/licences.json"))).toBe(false);
});
