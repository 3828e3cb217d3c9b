import { parseSync, Visitor } from "vite";
import { importsOf } from "./code-rules.ts";
import type { SourceFile } from "./source-files.ts";

const starters = /^(?:node:)?(?:child_process|vm|cluster)$/;
/** Most files hold none of these words and need not be read closer. */
const startersNamed = /["'](?:node:)?(?:child_process|vm|cluster)["']/;
const dangers = /\b(?:eval|Function|binding|_linkedBinding|shell)\b|\bset(?:Timeout|Interval)\(\s*["'`]/;

/** What a file takes of the modules that start programs or run text: `path name`; all of it where it takes it whole. */
export function startersOf(file: SourceFile): string[] {
  if (!startersNamed.test(file.text)) return [];
  const isImported = importsOf(file).some(({ specifier, typeOnly }) => !typeOnly && starters.test(specifier));
  if (!isImported) return [];
  const named: string[] = [];
  new Visitor({
    ImportDeclaration: (node) => {
      if (!starters.test(node.source.value) || node.importKind === "type") return;
      for (const one of node.specifiers) {
        const isType = one.type === "ImportSpecifier" && one.importKind === "type";
        if (one.type === "ImportSpecifier" && one.imported.type === "Identifier" && !isType)
          named.push(one.imported.name);
        else if (!isType) named.push("everything");
      }
    },
  }).visit(parseSync(file.path, file.text).program);
  return (named.length === 0 ? ["everything"] : named).map((name) => `${file.path} ${name}`);
}

/** Text that is run as code, and a shell where programs are started: `path what`. */
export function shellUses(file: SourceFile): string[] {
  if (!dangers.test(file.text)) return [];
  const startsPrograms = startersNamed.test(file.text);
  const found: string[] = [];
  const report = (what: string) => found.push(`${file.path} ${what}`);
  new Visitor({
    Property: (node) => {
      if (startsPrograms && node.key.type === "Identifier" && node.key.name === "shell") report("shell");
    },
    NewExpression: (node) => {
      if (node.callee.type === "Identifier" && node.callee.name === "Function") report("new Function");
    },
    CallExpression: ({ callee, arguments: given }) => {
      const name = callee.type === "Identifier" ? callee.name : memberName(callee);
      if (name === "eval" || name === "Function") report(name);
      if (name === "binding" || name === "_linkedBinding") report(name);
      const [first] = given;
      const isText = first?.type === "Literal" && typeof first.value === "string";
      if ((name === "setTimeout" || name === "setInterval") && isText) report(name);
    },
  }).visit(parseSync(file.path, file.text).program);
  return found;
}

function memberName(callee: unknown): string {
  if (typeof callee !== "object" || callee === null || !("property" in callee)) return "";
  const { property } = callee;
  const isName = typeof property === "object" && property !== null && "name" in property;
  return isName && typeof property.name === "string" ? property.name : "";
}
