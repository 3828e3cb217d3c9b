import { parseSync, Visitor } from "vite";
import type { SourceFile } from "#test/architecture/source-files.ts";

/** Where a rule is broken, as `path:line what`. */
export type Violation = string;

/** An import of any kind: static, re-export, dynamic, `require` or a type query. */
export type Import = { readonly specifier: string; readonly typeOnly: boolean; readonly line: number };

/** Tables of data may be as long as their data. */
const dataTables = new Set([
  "electron/demo/demo-models.ts",
  "electron/demo/answers/code-samples.ts",
  "renderer/ui/icon.tsx",
]);
const maxFileLines = 250;

/** What a cast hides from the compiler: `as` other than `as const`, `<T>value`, `value!` and `name!: T`. */
export function casts(file: SourceFile): Violation[] {
  const found: Violation[] = [];
  const report = (start: number, what: string) => found.push(`${file.path}:${lineAt(file.text, start)} ${what}`);
  new Visitor({
    TSAsExpression: (node) => {
      const { typeAnnotation: type } = node;
      const constant =
        type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "const";
      if (!constant) report(node.start, "as");
    },
    TSTypeAssertion: (node) => void report(node.start, "<T>value"),
    TSNonNullExpression: (node) => void report(node.start, "!"),
    VariableDeclarator: (node) => {
      if ("definite" in node && node.definite) report(node.start, "!:");
    },
    PropertyDefinition: (node) => {
      if ("definite" in node && node.definite) report(node.start, "!:");
    },
  }).visit(parse(file).program);
  return found;
}

export function tooLong(file: SourceFile): Violation[] {
  const lines = file.text.trimEnd().split("\n").length;
  return lines > maxFileLines && !dataTables.has(file.path) ? [`${file.path}:${lines} lines`] : [];
}

/** Work put off in a comment: it belongs into an issue. */
export function putOff(file: SourceFile): Violation[] {
  return parse(file).comments.flatMap((comment) => {
    const word = /\b(TODO|FIXME|XXX|HACK)\b/.exec(comment.value)?.[0];
    return word === undefined ? [] : [`${file.path}:${lineAt(file.text, comment.start)} ${word}`];
  });
}

const secretShapes =
  /\bsk-(?:or-v1-|ant-api\d\d-|proj-)?[A-Za-z0-9_]{32,}|\bAIza[\w-]{35}\b|\bgh[pousr]_[A-Za-z0-9]{36}|-----BEGIN [A-Z ]*PRIVATE KEY/g;
const machinePaths = /(?<![\w.-])\/(?:work|root)\/[\w.-]+|(?<![\w.-])\/(?:home|Users)\/(?!(?:someone|\w)\b)[\w.-]+/g;

/** A key that a test made up says so, or counts through the alphabet. */
const madeUp = /0123456789|abcdef|test|fake|example/i;

/** Real keys, and folders that exist on one machine only. */
export function leaks(file: SourceFile): Violation[] {
  const keys = matches(file, secretShapes).filter((found) => !madeUp.test(found.slice(found.indexOf(" "))));
  return [...keys, ...matches(file, machinePaths)];
}

const known = new WeakMap<SourceFile, readonly Import[]>();

/** Read once for each file: a dozen rules ask. */
export function importsOf(file: SourceFile): readonly Import[] {
  const imports = known.get(file) ?? readImports(file);
  known.set(file, imports);
  return imports;
}

function readImports(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (node: { start: number }, source: unknown, typeOnly: boolean) => {
    const specifier = literal(source);
    if (specifier !== null) found.push({ specifier, typeOnly, line: lineAt(file.text, node.start) });
  };
  new Visitor({
    ImportDeclaration: (node) => {
      const typed = node.specifiers.map((one) => one.type === "ImportSpecifier" && one.importKind === "type");
      add(node, node.source, node.importKind === "type" || (typed.length > 0 && typed.every(Boolean)));
    },
    ExportNamedDeclaration: (node) => add(node, node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => add(node, node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node, node.source, false),
    TSImportType: (node) => add(node, node.source, true),
    CallExpression: (node) => {
      const { callee } = node;
      if (callee.type === "Identifier" && callee.name === "require") add(node, node.arguments[0], false);
    },
  }).visit(parse(file).program);
  return found;
}

/** Asks the system once more why keytar's own file does not load; it is keytar's one door anyway. */
const mayRequire = new Set(["electron/keys/key-process.ts"]);

/** Ways around the import rules: they load a module that no rule sees. */
export function hiddenImports(file: SourceFile): Violation[] {
  if (mayRequire.has(file.path)) return [];
  return matches(file, /\b(createRequire|getBuiltinModule|require)\s*\(/g);
}

/**
 * A thread that a test starts from its source strips its types itself: Node's stripper is WebAssembly, and loaded in
 * many threads it now and then ends the whole test process. `programs.ts` names the bundles.
 */
export function threadsFromSources(file: SourceFile): Violation[] {
  if (file.path === "test/support/bundle-programs.ts") return [];
  return matches(file, /[\w-]+\/[\w-]+-worker\.ts\b/g);
}

/** Importers of a package or of anything inside it. */
export function importersOf(files: readonly SourceFile[], dependency: string): string[] {
  const isIt = ({ specifier }: Import) => specifier === dependency || specifier.startsWith(`${dependency}/`);
  return files.filter((file) => importsOf(file).some(isIt)).map((file) => file.path);
}

/** Only the engine's interfaces may be known to the folders that serve it, never its code. */
export function valuesOfDependencies(file: SourceFile): Violation[] {
  return importsOf(file)
    .filter(({ specifier, typeOnly }) => specifier === "#electron/manager/dependencies.ts" && !typeOnly)
    .map(({ line }) => `${file.path}:${line} imports more than types`);
}

function parse(file: SourceFile) {
  const parsed = parseSync(file.path, file.text);
  if (parsed.errors.length > 0) throw new Error(`${file.path}: ${parsed.errors[0]?.message}`);
  return parsed;
}

function literal(source: unknown): string | null {
  const found = typeof source === "object" && source !== null && "value" in source ? source.value : null;
  return typeof found === "string" ? found : null;
}

function matches(file: SourceFile, pattern: RegExp): Violation[] {
  return [...file.text.matchAll(pattern)].map((match) => `${file.path}:${lineAt(file.text, match.index)} ${match[0]}`);
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
