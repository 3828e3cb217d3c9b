import { type CodeLanguage, samples } from "./code-samples.ts";
import {
  bareOutline,
  type CodeSample,
  capital,
  fillPoints,
  type Outline,
  type Point,
  type Subject,
} from "./outline.ts";

/** Code that runs: a known sample where the prompt names one, else a small piece named after the topic. */
export function codeOutline(subject: Subject): Outline {
  const { prompt, topic, choices } = subject;
  const language = codeLanguage(prompt);
  const known = samples.find((sample) => sample.language === language && sample.asks.test(prompt));
  const code: CodeSample = known ?? generic(language, topic.words);
  return {
    ...bareOutline,
    heading: capital(topic.phrase),
    lead: [
      known?.lead ??
        choices.one([
          `Here is a version of ${topic.phrase} that keeps the rule in one place and says what went wrong when the input is not usable.`,
          `A small start for ${topic.phrase}: one function, one clear error, nothing hidden.`,
          `This is the shortest form of ${topic.phrase} I would still be happy to maintain.`,
        ]),
    ],
    code,
    points: fillPoints(
      known?.points ?? notes[language === "sql" ? "sql" : language === "bash" ? "shell" : "program"],
      topic,
    ),
    caution: cautions[language],
    close: choices.one([
      "Want tests for it? Tell me which runner you use.",
      "Say which version you are on and I will adjust the syntax.",
      "If your input looks different, paste three lines of it.",
    ]),
  };
}

/** By the words of the prompt, the last one named first: a follow-up says "now in Python". */
function codeLanguage(prompt: string): CodeLanguage {
  const names: readonly (readonly [CodeLanguage, RegExp])[] = [
    ["python", /\b(?:python|pandas|django|flask|pytest|def)\b/gi],
    ["sql", /\b(?:sql|query|postgres(?:ql)?|mysql|sqlite|alter table|select|join|migration)\b/gi],
    ["bash", /\b(?:bash|shell|command[- ]line|terminal|grep|awk|sed|curl|one-liner|cron)\b/gi],
    ["typescript", /\b(?:typescript|javascript|node\.?js|react|tsx?|jsx?|deno|express)\b/gi],
  ];
  const found = names.map(([language, pattern]) => ({
    language,
    at: [...prompt.matchAll(pattern)].at(-1)?.index ?? -1,
  }));
  const last = found.sort((a, b) => b.at - a.at)[0];
  return last === undefined || last.at < 0 ? "typescript" : last.language;
}

function generic(language: CodeLanguage, words: readonly string[]): CodeSample {
  const parts = words
    .map((word) => word.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .filter((word) => /^[a-z]/.test(word) && !syntaxWords.has(word))
    .slice(0, 2);
  const names = parts.length === 0 ? ["process", "items"] : parts;
  const camel = names.map((name, index) => (index === 0 ? name : capital(name))).join("");
  const snake = names.join("_");
  switch (language) {
    case "python":
      return {
        language,
        source: `from collections.abc import Iterable, Iterator\n\n\ndef ${snake}_items(lines: Iterable[str]) -> Iterator[str]:\n    """Yield each usable line once, in its first order."""\n    seen: set[str] = set()\n    for number, line in enumerate(lines, start=1):\n        value = line.strip()\n        if not value:\n            continue\n        if "\\x00" in value:\n            raise ValueError(f"line {number} is not text")\n        if value not in seen:\n            seen.add(value)\n            yield value`,
        note: `\`${snake}_items\` is a generator: it holds only the values it has seen, so a large file is no problem.`,
      };
    case "sql":
      return {
        language,
        source: `SELECT\n  t.id,\n  t.name,\n  count(*) AS ${snake}_count\nFROM ${names[0]} AS t\nJOIN ${names[1] ?? "entries"} AS e ON e.${names[0]}_id = t.id\nWHERE e.created_at >= current_date - INTERVAL '30 days'\nGROUP BY t.id, t.name\nORDER BY ${snake}_count DESC\nLIMIT 20;`,
        note: `Adjust the two table names; an index on \`${names[0]}_id, created_at\` keeps it fast.`,
      };
    case "bash":
      return {
        language,
        source: `#!/usr/bin/env bash\nset -euo pipefail\n\nsource_dir="\${1:?usage: ${snake}.sh DIRECTORY}"\n\nfind "$source_dir" -type f -print0 |\n  while IFS= read -r -d '' file; do\n    printf '%s\\t%s\\n' "$(wc -c < "$file")" "$file"\n  done | sort -rn | head -n 20`,
        note: "It stops at the first error and survives spaces in file names.",
      };
    case "typescript":
      return {
        language,
        source: `type Result<T> = { ok: true; value: T } | { ok: false; reason: string };\n\nexport function ${camel}(lines: readonly string[]): Result<string[]> {\n  const values = lines.map((line) => line.trim()).filter((line) => line !== "");\n  if (values.length === 0) {\n    return { ok: false, reason: "there is nothing to work on" };\n  }\n  return { ok: true, value: [...new Set(values)] };\n}`,
        note: `\`${camel}\` returns its failure as a value, so the caller cannot forget it.`,
      };
  }
}

const syntaxWords = new Set([
  "function",
  "class",
  "script",
  "python",
  "typescript",
  "javascript",
  "sql",
  "query",
  "bash",
  "shell",
  "code",
  "react",
  "node",
  "program",
  "snippet",
  "postgres",
  "command",
]);

const notes: Readonly<Record<"program" | "sql" | "shell", readonly Point[]>> = {
  program: [
    {
      title: "input",
      text: "It is checked once, at the edge, so that the rest may trust it.",
      more: "Checks repeated in every layer drift apart and end up protecting nothing.",
    },
    {
      title: "errors",
      text: "The message says what was wrong with the input, not which line of code noticed.",
      more: "The person who reads it at night has the input in front of them and not the source.",
    },
    {
      title: "size",
      text: "The work grows in proportion to the input; nothing is compared with everything.",
      more: "If it becomes slow anyway, measure before changing the structure.",
    },
    {
      title: "tests",
      text: "Start with the empty input, one item, a repeated item and one that must be refused.",
      more: "Those four catch more than forty happy ones.",
    },
  ],
  sql: [
    {
      title: "index",
      text: "Look at the plan with EXPLAIN before adding one; it may already be there.",
      more: "An index that is never used still costs on every write.",
    },
    {
      title: "time zone",
      text: "Store timestamps with their zone and convert at the edge.",
      more: "Day boundaries are where reports begin to disagree.",
    },
    {
      title: "empty groups",
      text: "Use LEFT JOIN if rows without a match must appear with a zero.",
      more: "Then count a column of the right-hand table, not the star.",
    },
  ],
  shell: [
    {
      title: "quoting",
      text: "Every variable is quoted, because file names contain spaces sooner or later.",
      more: "Unquoted variables work right up to the day they delete the wrong thing.",
    },
    {
      title: "dry run",
      text: "Print what would happen before you let it happen.",
      more: "Replacing one command by echo is enough.",
    },
    {
      title: "exit code",
      text: "The script fails loudly, so whatever calls it can react.",
      more: "Silence is only a good sign when failure is loud.",
    },
  ],
};

const cautions: Readonly<Record<CodeLanguage, string>> = {
  typescript: "Run it once with an empty input before you rely on it.",
  python: "Generators run only when something reads them; wrap the call in `list(...)` to see all values.",
  sql: "Try it on a copy or inside a transaction that you roll back.",
  bash: "Test it in a directory you can afford to lose.",
};
