/** Names of fields that hold keys elsewhere. */
const keyName =
  /^(?:x[-_]?)?(?:(?:api|access|auth|secret|client)[-_]?)?(?:key|token|secret|password|authorization|bearer|cookie)$/i;
/** Keys by their shape (protocols.md §10), wherever they stand in a text. */
const keyShape =
  /(?:\b|_)(?:sk-[A-Za-z0-9_-]{16,}|gsk_[A-Za-z0-9]{20,}|xai-[A-Za-z0-9]{20,}|AIza[0-9A-Za-z_-]{35}|AQ\.[A-Za-z0-9_-]{20,}|tgp_v1_[A-Za-z0-9_-]{20,})|\bBearer\s+[A-Za-z0-9._~+/=-]{16,}/;
/** Shorter values under such a name are words. */
const shortestKey = 8;

/** Where a file holds a key, as in `chains[0].apiKey`; null where it holds none. Never the key. */
export function findKey(value: unknown, path = ""): string | null {
  if (typeof value === "string") return keyShape.test(value) ? path || "The file" : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (keyShape.test(name)) return `A field's name in ${path || "the file"}`;
    const place = Array.isArray(value) ? `${path}[${name}]` : joined(path, name);
    if (keyName.test(name) && typeof inner === "string" && isKeyLike(inner)) return place;
    const found = findKey(inner, place);
    if (found !== null) return found;
  }
  return null;
}

function isKeyLike(text: string): boolean {
  return text.length >= shortestKey && !/\s/.test(text.trim());
}

/** Of a field in a file. A name that could be anything is not repeated. */
export function joined(path: string, name: string): string {
  const shown = /^[A-Za-z_$][A-Za-z0-9_$-]{0,39}$/.test(name) && !keyShape.test(name) ? name : "…";
  return path === "" ? shown : `${path}.${shown}`;
}
