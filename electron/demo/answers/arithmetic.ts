/** The value of the sum in a prompt such as "What is 12 * (3 + 4)?" or "15% of 80"; null where there is none. */
export function arithmeticIn(prompt: string): { readonly expression: string; readonly value: number } | null {
  const asked = prompt
    .replace(/^(?:please |hey,? |so,? )?(?:what(?:'s| is| does)|how much is|calculate|compute|solve|evaluate)\s+/i, "")
    .replace(/(?:\s*equals?)?\s*[=?.!]*\s*$/i, "");
  const percent = /^(\d+(?:\.\d+)?)\s*(?:%|percent) of (\d+(?:\.\d+)?)$/i.exec(asked);
  if (percent !== null) {
    return { expression: asked, value: (Number(percent[1]) * Number(percent[2])) / 100 };
  }
  const sum = asked
    .replace(/\bplus\b/gi, "+")
    .replace(/\bminus\b/gi, "-")
    .replace(/\b(?:times|multiplied by)\b|[×x](?=\s*\d)/gi, "*")
    .replace(/\bdivided by\b|÷/gi, "/")
    .replace(/(\d),(?=\d{3}\b)/g, "$1");
  if (sum.length > 200 || !/^[\d\s.+\-*/^()]+$/.test(sum) || !/\d\s*[+\-*/^]\s*[\d(-]/.test(sum)) {
    return null;
  }
  const value = evaluate(sum.replace(/\s+/g, ""));
  return value === null || !Number.isFinite(value) ? null : { expression: asked, value };
}

type Cursor = { readonly text: string; at: number };

/** Null where the text is no whole expression. */
function evaluate(text: string): number | null {
  const cursor = { text, at: 0 };
  const value = additions(cursor);
  return cursor.at === text.length ? value : null;
}

function additions(cursor: Cursor): number {
  let value = products(cursor);
  for (let sign = next(cursor, "+-"); sign !== null; sign = next(cursor, "+-")) {
    const right = products(cursor);
    value = sign === "+" ? value + right : value - right;
  }
  return value;
}

function products(cursor: Cursor): number {
  let value = power(cursor);
  for (let sign = next(cursor, "*/"); sign !== null; sign = next(cursor, "*/")) {
    const right = power(cursor);
    value = sign === "*" ? value * right : value / right;
  }
  return value;
}

function power(cursor: Cursor): number {
  if (next(cursor, "-") !== null) {
    return -power(cursor);
  }
  const base = atom(cursor);
  return next(cursor, "^") === null ? base : base ** power(cursor);
}

/** NaN for what is no number; it makes the whole result NaN, which is refused. */
function atom(cursor: Cursor): number {
  if (next(cursor, "(") !== null) {
    const value = additions(cursor);
    return next(cursor, ")") === null ? Number.NaN : value;
  }
  const found = /^\d+(?:\.\d+)?/.exec(cursor.text.slice(cursor.at))?.[0];
  cursor.at += found?.length ?? 0;
  return found === undefined ? Number.NaN : Number(found);
}

function next(cursor: Cursor, signs: string): string | null {
  const sign = cursor.text[cursor.at];
  if (sign === undefined || !signs.includes(sign)) {
    return null;
  }
  cursor.at += 1;
  return sign;
}
