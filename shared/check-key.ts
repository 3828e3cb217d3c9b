export type KeyCheck =
  | { readonly ok: true; readonly key: string }
  /** `message` says what is wrong and what to do. It never holds the key. */
  | { readonly ok: false; readonly message: string };

export const shortestKeyBytes = 8;
/** What Windows Credential Manager holds, enforced on all systems so that a key can move (security.md §3). */
export const longestKeyBytes = 2_560;

/**
 * White space around a pasted key is trimmed. Anything wrong inside is refused and never repaired in silence: a
 * header built from it would either be rejected with the key in the error text or send something else than was meant.
 */
export function checkKey(text: string): KeyCheck {
  const key = text.trim();
  if (key === "") return refuse("There is no key in the field. Paste one.");
  const fault = faultAround(key) ?? faultInside(key);
  if (fault !== null) return refuse(fault);
  // Printable ASCII from here on, so one character is one byte.
  if (key.length < shortestKeyBytes) {
    return refuse(`The key has ${key.length} characters. A key has at least ${shortestKeyBytes}: copy all of it.`);
  }
  if (key.length > longestKeyBytes) {
    return refuse(
      `The key has ${key.length.toLocaleString("en-US")} bytes and a keychain takes ${longestKeyBytes.toLocaleString("en-US")}. Paste only the key.`,
    );
  }
  return { ok: true, key };
}

function refuse(message: string): KeyCheck {
  return { ok: false, message };
}

/** What is copied along with a key from a settings file, a shell or a header. */
function faultAround(key: string): string | null {
  if (/^(?:export\s+)?[A-Z][A-Z0-9_]*\s*=\s*\S/.test(key)) {
    return "The text begins with the name of a variable. Paste only what stands behind the =.";
  }
  if (/^Bearer\s/i.test(key)) return "The text begins with Bearer. Paste only what stands behind it.";
  const isQuoted = key.length > 1 && /^["'`]/.test(key) && key.endsWith(key.charAt(0));
  return isQuoted ? "The key has quotation marks around it. Remove them." : null;
}

function faultInside(key: string): string | null {
  let position = 0;
  for (const character of key) {
    position += 1;
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x20 && code < 0x7f) continue;
    return faultOf(code, position);
  }
  return null;
}

function faultOf(code: number, position: number): string {
  if (code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029) {
    return `The key has a line break after character ${position - 1}. Copy it again as one line.`;
  }
  if (code === 0x20) return `The key has a space at character ${position}. Copy it again without spaces.`;
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code === 0x09 || code < 0x20 || (code >= 0x7f && code <= 0x9f)) {
    return `The key has a control character (${name}) at character ${position}. Copy it again from where it was made.`;
  }
  return `The key has a character that no key has (${name}) at character ${position}. Copy it again from where it was made.`;
}

/** A shorter key is a word, such as the ones that servers on this machine take: names and answers may well say it. */
const shortestFindable = 20;

/** The key, where a text that holds it was told it; null where there is no key, or where it is a word. */
export function findableKey(key: string | null): string | null {
  return key === null || key.length < shortestFindable ? null : key;
}

/** Longest prefixes first: an OpenRouter or Anthropic key would also pass for an OpenAI one. */
const shapes: readonly (readonly [pattern: RegExp, providerId: string])[] = [
  [/^sk-or-/, "openrouter"],
  [/^sk-ant-/, "anthropic"],
  [/^AIza[0-9A-Za-z_-]{35}$/, "google"],
  [/^AQ\.[A-Za-z0-9_-]{20,}$/, "google"],
  [/^sk-(?:proj|svcacct|admin)-/, "openai"],
  // The old shape. DeepSeek's `sk-` with 32 hexadecimal digits is shorter and stays unrecognised on purpose.
  [/^sk-[A-Za-z0-9]{40,}$/, "openai"],
  [/^gsk_[A-Za-z0-9]{20,}$/, "groq"],
  [/^xai-[A-Za-z0-9]{20,}$/, "xai"],
  [/^tgp_v1_[A-Za-z0-9_-]{20,}$/, "together"],
];

/** The provider, or the server among the presets, that a key looks like by its prefix (protocols.md §10); null where no shape fits. A hint, never proof. */
export function recogniseKey(text: string): string | null {
  const key = text.trim();
  return shapes.find(([pattern]) => pattern.test(key))?.[1] ?? null;
}
