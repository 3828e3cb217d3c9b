import { gptAnswer, llamaAnswer, smartAnswer } from "#test/support/scripted-answers.ts";

const table = `| Step | Lock | Rewrites |
|:--|:--|--:|
| Add the column | short | 0 |
| Fill it | none | 40,000,000 |
| Validate | none | 0 |`;

/** Mixed Markdown as models write it: prose, lists, code, a table; whole blocks, so that a repeat begins cleanly. */
const passage = [smartAnswer, gptAnswer, table, llamaAnswer].join("\n\n");

/** At least so many characters of it. */
export function answerOf(characters: number): string {
  return Array.from({ length: Math.ceil(characters / passage.length) }, () => passage).join("\n\n");
}
