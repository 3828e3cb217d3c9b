import { expect, test } from "vitest";
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

// Put together here, so that this file itself holds nothing that the rules look for.
const later = ["TO", "DO"].join("");
const key = ["sk", "or", "v1", "9f3c7e21b8d04a65".repeat(4)].join("-");
const privateKey = ["-----BEGIN", "RSA PRIVATE", "KEY-----"].join(" ");
const load = ["req", "uire"].join("");

const file = (text: string, path = "electron/planted.ts") => ({ path, text });

test.each([
  ["const a = b as string;", "as"],
  ["const a = b as unknown as string;", "as"],
  ["const a = <string>b;", "<T>value"],
  ["const a = b!.c;", "!"],
  ["let a!: string;", "!:"],
  ["class A { b!: string; }", "!:"],
])("%s hides something from the compiler", (text, what) => {
  expect(casts(file(`\n${text}`))).toContain(`electron/planted.ts:2 ${what}`);
});

test.each([
  "const a = [1] as const;",
  'import { a as b } from "./c.ts";',
  "const a = { b: 1 } satisfies C;",
  "const a = !b;",
])("%s is not a cast", (text) => expect(casts(file(text))).toEqual([]));

test("a file of 251 lines is too long, one of 250 is not", () => {
  expect(tooLong(file("x;\n".repeat(250)))).toEqual([]);
  expect(tooLong(file("x;\n".repeat(251)))).toEqual(["electron/planted.ts:251 lines"]);
});

test("work put off in a comment is found", () => {
  expect(putOff(file(`// ${later}: later`))).toEqual([`electron/planted.ts:1 ${later}`]);
  expect(putOff(file(`const todos = "${later}";`))).toEqual([]);
});

test("a key that says it is made up is none", () => {
  expect(leaks(file(`const key = "sk-or-v1-test${"0123456789".repeat(4)}";`))).toEqual([]);
});

test("a key, a private key and a machine's folder are found", () => {
  expect(leaks(file(`const key = "${key}";`))).toHaveLength(1);
  expect(leaks(file(privateKey))).toHaveLength(1);
  expect(leaks(file(`const at = "/${"work"}/main/x";`))).toHaveLength(1);
  expect(leaks(file(`const at = "/${"Users"}/ada/x";`))).toHaveLength(1);
  expect(leaks(file('const key = "sk-test"; const at = "/home/someone/x"; const url = "https://a.b/work/c";'))).toEqual(
    [],
  );
});

test("every kind of import is seen, types apart", () => {
  const text = `import type { A } from "a";
import { type B } from "b";
import { c } from "c";
import "d";
export * from "e";
export type { F } from "f";
const g = import("g");
const h = ${load}("h");
type I = import("i").I;`;
  const seen = importsOf(file(text)).map(({ specifier, typeOnly }) => (typeOnly ? `type ${specifier}` : specifier));
  expect(seen).toEqual(["type a", "type b", "c", "d", "e", "type f", "g", "h", "type i"]);
});

test("a module loaded behind the rules' back is found", () => {
  expect(hiddenImports(file(`const x = ${load}("x");`))).toHaveLength(1);
  expect(hiddenImports(file("const x = process.getBuiltinModule('fs');".replace("Module(", "Module (")))).toHaveLength(
    1,
  );
  expect(hiddenImports(file("const required = isRequired;"))).toEqual([]);
});

test("a thread from its source is found, a bundled one is not", () => {
  const source = ["storage", "storage-worker.ts"].join("/");
  expect(threadsFromSources(file(`new Worker(source("${source}"));`))).toHaveLength(1);
  expect(threadsFromSources(file(`bundle("${source}");`, "test/support/bundle-programs.ts"))).toEqual([]);
  expect(threadsFromSources(file('new Worker(programUrl("storage-worker"));'))).toEqual([]);
});

test("importers of a dependency are found by its name and its subpaths, not by a name that begins alike", () => {
  const files = [file('import "ws";', "a.ts"), file('import "ws/lib/x";', "b.ts"), file('import "wsx";', "c.ts")];
  expect(importersOf(files, "ws")).toEqual(["a.ts", "b.ts"]);
});

test("the engine's interfaces are imported as types only", () => {
  const path = "#electron/manager/dependencies.ts";
  expect(valuesOfDependencies(file(`import { x } from "${path}";`))).toHaveLength(1);
  expect(valuesOfDependencies(file(`import type { X } from "${path}";`))).toEqual([]);
});
