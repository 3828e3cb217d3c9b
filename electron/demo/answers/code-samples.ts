import type { CodeSample, Point } from "./outline.ts";

export type CodeLanguage = "typescript" | "python" | "sql" | "bash";

/** A well-known task with code that works. */
export type KnownSample = CodeSample & {
  readonly language: CodeLanguage;
  readonly asks: RegExp;
  readonly lead: string;
  readonly points: readonly Point[];
};

export const samples: readonly KnownSample[] = [
  {
    language: "typescript",
    asks: /\bdebounc/i,
    lead: "A debounce waits until calls stop coming and then runs once, with the last arguments.",
    source: `export function debounce<Args extends unknown[]>(run: (...args: Args) => void, waitMs: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const debounced = (...args: Args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), waitMs);
  };
  debounced.cancel = () => clearTimeout(timer);
  return debounced;
}`,
    note: "`cancel` matters in components: call it on unmount so that nothing runs after the view is gone.",
    points: [
      {
        title: "last call wins",
        text: "Arguments of earlier calls are dropped on purpose.",
        more: "If every call counts, you want a queue, not a debounce.",
      },
      {
        title: "not a throttle",
        text: "A steady stream of calls postpones it for ever.",
        more: "Use a throttle for scroll and resize, where something should happen in between.",
      },
      {
        title: "typed",
        text: "`Args` is inferred, so the returned function checks its arguments like the original.",
        more: "No cast is needed at the place of use.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\b(?:retr(?:y|ies)|backoff)\b/i,
    lead: "Retry with exponential backoff and full jitter, and give up after a fixed number of attempts.",
    source: `export async function retry<T>(attempt: () => Promise<T>, { times = 4, baseMs = 200 } = {}): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= times) throw error;
      const waitMs = Math.random() * baseMs * 2 ** tried;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}`,
    note: "The jitter spreads clients out, so that they do not all come back in the same second.",
    points: [
      {
        title: "what to retry",
        text: "Only errors that can pass by themselves: timeouts, 429 and 5xx.",
        more: "Repeating a 400 only produces the same answer four times.",
      },
      {
        title: "server hints",
        text: "If there is a `Retry-After` header, it wins over your own schedule.",
        more: "Coming back sooner may extend the ban.",
      },
      {
        title: "idempotency",
        text: "Make sure that doing it twice is harmless, or send an idempotency key.",
        more: "A request may succeed although its answer was lost.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bfibonacci\b/i,
    lead: "Iterating keeps it linear; the recursive one-liner takes exponential time.",
    source: `export function* fibonacci(): Generator<bigint> {
  let [current, next] = [0n, 1n];
  while (true) {
    yield current;
    [current, next] = [next, current + next];
  }
}

const firstTen = fibonacci().take(10).toArray();`,
    note: "`bigint` keeps it exact; ordinary numbers lose precision after the 78th value.",
    points: [
      {
        title: "lazy",
        text: "The generator computes a value only when someone asks for it.",
        more: "An endless sequence is fine as long as the reader stops.",
      },
      {
        title: "recursion",
        text: "Without a memo it computes the same values again and again.",
        more: "With one, it is as fast as the loop but uses the stack.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\breverse\b.*\b(?:string|word|text)|\bpalindrome\b/i,
    lead: "Split by grapheme, not by code unit, or emoji and accents break apart.",
    source: `const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function reverse(text: string): string {
  return Array.from(segmenter.segment(text), (part) => part.segment).reverse().join("");
}

export const isPalindrome = (text: string): boolean => text === reverse(text);`,
    note: "`Intl.Segmenter` keeps a family emoji or an `é` made of two code points together.",
    points: [
      {
        title: "why not split",
        text: '`text.split("")` cuts surrogate pairs in half.',
        more: "Spreading with `[...text]` fixes pairs but not combined characters.",
      },
      {
        title: "palindromes",
        text: "Decide first whether case, spaces and punctuation count.",
        more: "Normalise once with `toLowerCase()` and a replace, then compare.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bfetch\b.*\btimeout|\btimeout\b.*\bfetch/i,
    lead: "Give `fetch` an `AbortSignal.timeout` and treat the abort as one of its normal outcomes.",
    source: `export async function fetchJson(url: string, { timeoutMs = 5_000 } = {}): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) {
    throw new Error(\`\${response.status} \${response.statusText} from \${new URL(url).host}\`);
  }
  return response.json();
}`,
    note: "The signal also covers reading the body, which a timer around the call alone would not.",
    points: [
      {
        title: "caller's own abort",
        text: "Combine signals with `AbortSignal.any([signal, AbortSignal.timeout(ms)])`.",
        more: "Then whichever comes first ends the request.",
      },
      {
        title: "unknown",
        text: "The result is `unknown` on purpose: check it before use.",
        more: "A schema at this one place saves checks everywhere else.",
      },
    ],
  },
  {
    language: "python",
    asks: /\bfibonacci\b/i,
    lead: "A generator gives you the sequence lazily and in linear time.",
    source: `from collections.abc import Iterator
from itertools import islice


def fibonacci() -> Iterator[int]:
    current, following = 0, 1
    while True:
        yield current
        current, following = following, current + following


print(list(islice(fibonacci(), 10)))`,
    note: "Python integers grow as needed, so the values stay exact.",
    points: [
      {
        title: "islice",
        text: "It takes the first ten without ending the generator.",
        more: "The next call goes on where the last one stopped.",
      },
      {
        title: "recursion",
        text: "Add `functools.cache` if you prefer the recursive form.",
        more: "Without it, the thirtieth value already takes over a million calls.",
      },
    ],
  },
  {
    language: "python",
    asks: /\bcsv\b/i,
    lead: "The `csv` module is enough; reach for pandas only when you need more than rows.",
    source: `import csv
from pathlib import Path


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


for row in read_rows(Path("input.csv")):
    print(row)`,
    note: '`newline=""` lets the module handle line breaks inside quotes, and `utf-8-sig` drops a byte order mark.',
    points: [
      {
        title: "types",
        text: "Every value is a string; convert it where you know what it means.",
        more: "Dates and decimals differ from file to file, so do not guess.",
      },
      {
        title: "large files",
        text: "Iterate over the reader instead of building a list.",
        more: "Memory then stays the same however long the file is.",
      },
    ],
  },
  {
    language: "python",
    asks: /\b(?:retr(?:y|ies)|backoff)\b/i,
    lead: "Retry with exponential backoff and jitter, for errors that can pass by themselves only.",
    source: `import random
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def retry(attempt: Callable[[], T], times: int = 4, base_seconds: float = 0.2) -> T:
    for tried in range(1, times + 1):
        try:
            return attempt()
        except (TimeoutError, ConnectionError):
            if tried == times:
                raise
            time.sleep(random.uniform(0, base_seconds * 2**tried))
    raise ValueError("times must be at least 1")`,
    note: "It names the errors it retries, so a bug in your own code still surfaces at once.",
    points: [
      {
        title: "server hints",
        text: "A `Retry-After` header wins over your own schedule.",
        more: "Coming back sooner may extend the ban.",
      },
      {
        title: "idempotency",
        text: "Make sure that doing it twice is harmless.",
        more: "A request may succeed although its answer was lost.",
      },
    ],
  },
  {
    language: "python",
    asks: /\b(?:prime|primes)\b/i,
    lead: "The sieve of Eratosthenes crosses out multiples and keeps what is left.",
    source: `def primes_up_to(limit: int) -> list[int]:
    if limit < 2:
        return []
    is_prime = bytearray([1]) * (limit + 1)
    is_prime[0:2] = b"\\x00\\x00"
    for number in range(2, int(limit**0.5) + 1):
        if is_prime[number]:
            is_prime[number * number :: number] = bytes(len(range(number * number, limit + 1, number)))
    return [number for number, flag in enumerate(is_prime) if flag]


print(primes_up_to(50))`,
    note: "A `bytearray` takes one byte per number, so ten million need about ten megabytes.",
    points: [
      {
        title: "where it starts",
        text: "Crossing out begins at the square, because smaller multiples are gone already.",
        more: "That is also why the outer loop may stop at the square root.",
      },
      {
        title: "one number only",
        text: "To test a single number, trial division up to its root is simpler.",
        more: "For very large ones use a probabilistic test.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bgroup(?:s|ing|ed)?\b/i,
    lead: "`Object.groupBy` does it in one line, and `Map.groupBy` when the key is not a string.",
    source: `type Order = { id: string; customerId: string; total: number };

export function totalsByCustomer(orders: readonly Order[]): Map<string, number> {
  const groups = Map.groupBy(orders, (order) => order.customerId);
  return new Map([...groups].map(([id, list]) => [id, list.reduce((sum, order) => sum + order.total, 0)]));
}`,
    note: "The groups keep the order in which their first member appeared.",
    points: [
      {
        title: "runtime",
        text: "Both functions need Node 21 or a browser of 2024.",
        more: "Before that, a loop with a Map is just as readable.",
      },
      {
        title: "keys",
        text: "Use a Map when keys come from outside, so that none of them meets a built-in property.",
        more: "A customer called `__proto__` is rare until someone tries it.",
      },
      {
        title: "sums",
        text: "Keep money in whole cents while adding up.",
        more: "Convert to a decimal once, for display.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bvalidat\w*\b.*\be-?mail|\be-?mail\b.*\b(?:valid|regex)/i,
    lead: "Check the shape loosely and prove the address by sending a message to it; no pattern can do more.",
    source: `const shape = /^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$/;

export function isEmailShaped(text: string): boolean {
  return text.length <= 254 && shape.test(text);
}

console.assert(isEmailShaped("zoë+news@example.co.uk"));
console.assert(!isEmailShaped("no at sign"));`,
    note: "One `@` with something on both sides and a dot after it: that catches typing errors without refusing real people.",
    points: [
      {
        title: "long patterns",
        text: "They refuse valid addresses and still accept ones that do not exist.",
        more: "The standard allows far more than most people have ever seen.",
      },
      {
        title: "trim first",
        text: "Remove spaces around the input before the check; keyboards add them.",
        more: "Lower-case only the part after the `@`.",
      },
      {
        title: "proof",
        text: "Only a link that was clicked proves that the address belongs to someone.",
        more: "Let it expire, and say so in the message.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bfizz ?buzz\b/i,
    lead: "Build the word and fall back to the number when it is empty.",
    source: `for (let number = 1; number <= 100; number++) {
  const word = (number % 3 === 0 ? "Fizz" : "") + (number % 5 === 0 ? "Buzz" : "");
  console.log(word || number);
}`,
    note: "There is no separate case for fifteen: both halves simply apply.",
    points: [
      {
        title: "extending",
        text: "A new rule is one more term, not another branch.",
        more: "With four rules, put them in a list of pairs.",
      },
      {
        title: "testing",
        text: "Return the word from a function instead of printing it.",
        more: "Then 3, 5, 15 and 7 are all the tests you need.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\b(?:react|hook)\b/i,
    lead: "A custom hook keeps the state and its clean-up in one place, so the component only draws.",
    source: `import { useEffect, useState } from "react";

export function useJson<T>(url: string, parse: (value: unknown) => T) {
  const [state, setState] = useState<{ value?: T; error?: string }>({});
  useEffect(() => {
    const leaving = new AbortController();
    setState({});
    fetch(url, { signal: leaving.signal })
      .then((response) => response.json())
      .then((value: unknown) => setState({ value: parse(value) }))
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setState({ error: String(error) });
      });
    return () => leaving.abort();
  }, [url, parse]);
  return state;
}`,
    note: "The clean-up aborts the request, so an answer for an old address can never overwrite a newer one.",
    points: [
      {
        title: "strict mode",
        text: "In development the effect runs twice on purpose; with the abort that is harmless.",
        more: "If it is not harmless, the clean-up is missing something.",
      },
      {
        title: "stable parse",
        text: "Define `parse` outside the component, or the effect starts again on every render.",
        more: "`useCallback` is the second-best answer.",
      },
      {
        title: "caching",
        text: "For more than one place, use a library that shares the result.",
        more: "Doing it by hand means inventing invalidation as well.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\b(?:http server|express|endpoint|rest api|web server)\b/i,
    lead: "Node's own `http` module is enough for one endpoint; add a framework when you need routing.",
    source: `import { createServer } from "node:http";

const server = createServer((request, response) => {
  if (request.method !== "GET" || request.url !== "/health") {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ status: "ok", uptimeSeconds: Math.round(process.uptime()) }));
});

server.listen(3000, "127.0.0.1", () => console.log("http://127.0.0.1:3000/health"));`,
    note: "It listens on the loopback address only; open it up deliberately, not by default.",
    points: [
      {
        title: "shutdown",
        text: "Call `server.close()` on SIGTERM so that running requests can finish.",
        more: "Add `closeIdleConnections` so that idle ones do not hold it open.",
      },
      {
        title: "limits",
        text: "Cap the size of a body before you parse one.",
        more: "A stream without a limit is an invitation.",
      },
      {
        title: "errors",
        text: "Answer with a status and a short reason; keep the stack trace for the log.",
        more: "An id in both lets you match them.",
      },
    ],
  },
  {
    language: "typescript",
    asks: /\bbinary search\b/i,
    lead: "Keep the invariant that the answer lies in the half-open range from `low` to `high`.",
    source: `/** Index of the first value that is not smaller than \`wanted\`. */
export function lowerBound(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}`,
    note: "It returns the place to insert as well: compare the value at that index to learn whether it was found.",
    points: [
      {
        title: "half-open",
        text: "With `high` excluded there is no off-by-one to argue about.",
        more: "The range is empty exactly when the two meet.",
      },
      {
        title: "duplicates",
        text: "It finds the first of equal values.",
        more: "For the last one, search for the next larger value and step back.",
      },
      {
        title: "sorted",
        text: "On unsorted input it returns nonsense without complaint.",
        more: "Assert the order in tests.",
      },
    ],
  },
  {
    language: "python",
    asks: /\b(?:count|frequency|most common|word count)\b/i,
    lead: "`collections.Counter` is made for this.",
    source: `import re
from collections import Counter


def word_counts(text: str) -> Counter[str]:
    return Counter(re.findall(r"\\w+", text.casefold()))


print(word_counts("To be, or not to be").most_common(2))`,
    note: "`casefold` treats more letters as equal than `lower` does, the German ß among them.",
    points: [
      {
        title: "missing keys",
        text: "A Counter answers 0 instead of raising an error.",
        more: "It does not add the key by looking.",
      },
      {
        title: "large files",
        text: "Feed it line by line with `update`.",
        more: "Memory then grows with distinct words, not with the text.",
      },
    ],
  },
  {
    language: "python",
    asks: /\bfizz ?buzz\b/i,
    lead: "Build the word and fall back to the number when it is empty.",
    source: `for number in range(1, 101):
    word = "Fizz" * (number % 3 == 0) + "Buzz" * (number % 5 == 0)
    print(word or number)`,
    note: "Multiplying a string by False gives the empty string, so there is no separate case for fifteen.",
    points: [
      {
        title: "readability",
        text: "Spell out the conditions if the trick needs explaining where you work.",
        more: "Clever is only good when it is also obvious.",
      },
      {
        title: "testing",
        text: "Return the word from a function instead of printing it.",
        more: "Then 3, 5, 15 and 7 are all the tests you need.",
      },
    ],
  },
  {
    language: "python",
    asks: /\b(?:reverse|palindrome)\b/i,
    lead: "A slice with a step of -1 reverses any sequence.",
    source: `def reverse(text: str) -> str:
    return text[::-1]


def is_palindrome(text: str) -> bool:
    letters = [character for character in text.casefold() if character.isalnum()]
    return letters == letters[::-1]


assert is_palindrome("Was it a car or a cat I saw?")`,
    note: "The check ignores case, spaces and punctuation, which is what people usually mean.",
    points: [
      {
        title: "combined characters",
        text: "The slice works by code point, so an accent written separately moves to the wrong letter.",
        more: '`unicodedata.normalize("NFC", text)` first helps with most of them.',
      },
      {
        title: "memory",
        text: "The slice makes a copy; `reversed(text)` does not.",
        more: "For short strings it makes no difference.",
      },
    ],
  },
  {
    language: "sql",
    asks: /^(?=[\s\S]*\bmysql\b)(?=[\s\S]*(?:not null|\bcolumn\b|alter table|\bmigration\b))/i,
    lead: "On MySQL 8.0 this is one instant statement; ask for INSTANT by name, so that it fails instead of rebuilding the table.",
    source: `SET SESSION lock_wait_timeout = 2;

ALTER TABLE orders
  ADD COLUMN currency CHAR(3) NOT NULL DEFAULT 'USD',
  ALGORITHM = INSTANT;

-- Proof: rows from before the change read the default.
SELECT currency, count(*) FROM orders GROUP BY currency;`,
    note: "The default is kept in the table's metadata, so no row is rewritten.",
    points: [
      {
        title: "Metadata lock",
        text: "The statement still waits for open transactions, and new ones queue behind it; the short timeout keeps that queue short.",
        more: "Retry from the deploy script rather than raising the limit.",
      },
      {
        title: "No transaction",
        text: "DDL commits implicitly in MySQL, so it cannot be rolled back together with other changes.",
        more: "PostgreSQL can do that, which is the largest difference between the two scripts.",
      },
      {
        title: "No NOT VALID step",
        text: "There is no counterpart to PostgreSQL's two-step check, and with a constant default none is needed.",
        more: "For values that differ by row, add the column nullable and fill it in batches first.",
      },
    ],
  },
  {
    language: "sql",
    asks: /\b(?:not null|add (?:a |the )?(?:\w+ ){0,3}column|alter table|migration)\b/i,
    lead: "Keep every step short on locks: add the column, then fill it, then enforce it.",
    source: `SET lock_timeout = '2s';

-- 1. On PostgreSQL 11 and later a constant default rewrites no row.
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL DEFAULT 'USD';

-- 2. Where the value differs by row, add it nullable and fill it in batches instead.
UPDATE orders SET currency = 'USD'
WHERE id BETWEEN 1 AND 10000 AND currency IS NULL;

-- 3. Then prove it without blocking writes.
ALTER TABLE orders ADD CONSTRAINT currency_present CHECK (currency IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT currency_present;`,
    note: "Step 1 alone is enough for a constant; steps 2 and 3 are the way when it is not.",
    points: [
      {
        title: "Lock timeout",
        text: "ALTER needs an exclusive lock for a moment, and while it waits, every writer waits behind it.",
        more: "Two seconds and a retry from the deploy script is kinder than one long queue.",
      },
      {
        title: "Batches",
        text: "Ten thousand rows at a time keeps each transaction short and gives autovacuum room.",
        more: "Pause between them when replicas fall behind.",
      },
      {
        title: "NOT VALID",
        text: "New rows are checked at once, old ones only by VALIDATE, which takes a weaker lock.",
        more: "If it finds a bad row it fails and changes nothing.",
      },
      {
        title: "Rollback",
        text: "Dropping the column again is a catalog change and quick.",
        more: "Write that statement down before you start.",
      },
    ],
  },
  {
    language: "sql",
    asks: /\bduplicat/i,
    lead: "Group by what makes a row the same, keep the oldest of each group and list the rest.",
    source: `WITH ranked AS (
  SELECT id, email, row_number() OVER (PARTITION BY lower(email) ORDER BY created_at, id) AS place
  FROM users
)
SELECT id, email
FROM ranked
WHERE place > 1
ORDER BY email;`,
    note: "Replace the outer SELECT by `DELETE FROM users WHERE id IN (SELECT id FROM ranked WHERE place > 1)` once you trust the list.",
    points: [
      {
        title: "which one stays",
        text: "The ORDER BY inside the window decides it; `id` breaks ties.",
        more: "Without a tie-break the choice may change from run to run.",
      },
      {
        title: "prevention",
        text: "A unique index on `lower(email)` keeps them from coming back.",
        more: "Create it after the clean-up, or it will fail.",
      },
    ],
  },
  {
    language: "sql",
    asks: /\b(?:second|nth|top \d*|highest|largest|latest|most recent)\b/i,
    lead: "Number the rows inside each group and keep the first ones.",
    source: `SELECT department_id, name, salary
FROM (
  SELECT e.*, dense_rank() OVER (PARTITION BY department_id ORDER BY salary DESC) AS place
  FROM employees AS e
) AS ranked
WHERE place <= 2
ORDER BY department_id, place;`,
    note: "`dense_rank` gives equal values the same place; use `row_number` if you want exactly two rows.",
    points: [
      {
        title: "ties",
        text: "Decide whether two equal values share a place before you pick the function.",
        more: "`rank` leaves a gap after a tie, `dense_rank` does not.",
      },
      {
        title: "index",
        text: "One on the group and the sort column together avoids the sort.",
        more: "Check the plan: small tables are faster without it.",
      },
    ],
  },
  {
    language: "bash",
    asks: /\b(?:large|largest|biggest|disk|size)\b/i,
    lead: "`du` sorted by size answers it; limit the depth so that the list stays readable.",
    source: `du --human-readable --one-file-system --max-depth=2 -- "\${1:-.}" 2>/dev/null |
  sort --human-numeric-sort --reverse |
  head --lines=20`,
    note: "`--one-file-system` keeps it from wandering into mounts and network drives.",
    points: [
      {
        title: "macOS",
        text: "The long options are GNU; there use `du -hx -d 2 . | sort -hr | head -20`.",
        more: "Or install coreutils, where the command is called `gdu`.",
      },
      {
        title: "deleted but open",
        text: "Space may be held by files already deleted: `lsof +L1` lists them.",
        more: "Restarting the process that holds them gives it back.",
      },
    ],
  },
  {
    language: "bash",
    asks: /\b(?:rename|extension)\b/i,
    lead: "A loop with parameter expansion renames in place and shows what it does.",
    source: `for file in ./*.jpeg; do
  [ -e "$file" ] || continue
  mv --no-clobber --verbose -- "$file" "\${file%.jpeg}.jpg"
done`,
    note: "`--no-clobber` refuses to overwrite a file that is already there.",
    points: [
      {
        title: "dry run",
        text: "Put `echo` before `mv` the first time.",
        more: "Read three of the lines before you remove it.",
      },
      {
        title: "subfolders",
        text: "Use `find . -name '*.jpeg' -exec …` where folders are nested.",
        more: "Quote the pattern, or the shell expands it first.",
      },
    ],
  },
];
