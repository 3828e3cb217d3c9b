/**
 * The sixteen kinds of bad input of security.md §6.3 (I1), each made of an input that fits: at every place of it, so
 * that no field is only as safe as the field beside it.
 */
export const badKinds = [
  "missing",
  "extra",
  "wrong type",
  "huge",
  "cyclic",
  "getter",
  "function",
  "Proxy",
  "prototype",
  "10 MB string",
  "path",
  "file",
  "SQL",
  "negative",
  "NaN",
  "replay",
] as const;
export type BadKind = (typeof badKinds)[number];

export type BadInput = {
  readonly kind: BadKind;
  /** The place that was changed, as in `columns.0.target`. */
  readonly at: string;
  readonly input: unknown;
};

type Path = readonly (string | number)[];
type Place = { readonly path: Path; readonly value: unknown };

const tenMegabytes = 10 * 1024 * 1024;
/** As deep as can be sent: of more, the sender itself runs out of stack. */
const deepLevels = 500;
const wideFields = 100_000;

const paths = ["../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd\u0000.png"];
const files = ["file:///etc/passwd", "javascript:alert(1)"];
const statements = ["'; DROP TABLE comparisons; --", '" OR 1=1 --'];

/** What stands in for the value at one place; nothing where the kind has no use for such a value. */
const replacements: Readonly<Record<Exclude<BadKind, "missing" | "extra" | "prototype" | "replay">, Replace>> = {
  "wrong type": (value) => {
    if (typeof value === "string") return [7, { text: value }, [value], null];
    if (typeof value === "number") return [String(value), [value], true, null];
    return typeof value === "boolean" ? ["true", 1, null] : ["text", 7, true, null];
  },
  huge: (value) => {
    if (Array.isArray(value)) return [deep(), new Array(wideFields).fill(value[0] ?? 0)];
    return typeof value === "object" ? [deep(), wide()] : [];
  },
  cyclic: (value) => (typeof value === "object" ? [cycle(value)] : []),
  getter: (value) => (typeof value === "object" && value !== null ? [throwing(value)] : []),
  function: () => [() => "called", class Called {}],
  Proxy: () => [new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower }), revoked()],
  "10 MB string": (value) => (typeof value === "string" ? [long()] : []),
  path: (value) => (typeof value === "string" ? paths : []),
  file: (value) => (typeof value === "string" ? files : []),
  SQL: (value) => (typeof value === "string" ? statements : []),
  negative: (value) => (typeof value === "number" ? [-1, -1e308, Number.MIN_SAFE_INTEGER] : []),
  NaN: (value) => (typeof value === "number" ? [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] : []),
};
type Replace = (value: unknown) => readonly unknown[];

/** Every bad input of one kind that a valid one gives. For `replay` it is the valid one itself, to be sent twice. */
export function badInputs(kind: BadKind, valid: object): readonly BadInput[] {
  const places = placesIn(valid);
  const put = putInto(kind, valid);
  if (kind === "replay") return [put({ path: [], value: valid }, valid)];
  if (kind === "missing") return missing(places, valid);
  if (kind === "extra") return objectsOf(places).map((place) => put(place, { ...Object(place.value), more: 1 }));
  if (kind !== "prototype") {
    return places.flatMap((place) => replacements[kind](place.value).map((value) => put(place, value)));
  }
  return objectsOf(places).flatMap((place) => prototypes.map((text) => put(place, withNames(place.value, text))));
}

/** The whole is a place, too. */
function placesIn(value: unknown, path: Path = []): Place[] {
  const inside = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [{ path, value }, ...inside.flatMap(([name, one]) => placesIn(one, [...path, name]))];
}

function objectsOf(places: readonly Place[]): readonly Place[] {
  return places.filter(({ value }) => typeof value === "object" && value !== null && !Array.isArray(value));
}

/** Makes a bad input of a valid one by putting a value in a place. */
function putInto(kind: BadKind, valid: object): (place: Place, value: unknown) => BadInput {
  return ({ path }, value) => ({ kind, at: path.join("."), input: withAt(valid, path, value) });
}

/** A copy with another value at one place. */
function withAt(whole: unknown, [name, ...rest]: Path, value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(whole)) return whole.map((one, index) => (String(index) === name ? withAt(one, rest, value) : one));
  const inside = Object.entries(Object(whole));
  return Object.fromEntries(inside.map(([own, one]) => [own, own === name ? withAt(one, rest, value) : one]));
}

function missing(places: readonly Place[], valid: object): BadInput[] {
  const without = objectsOf(places).flatMap(({ path, value }) =>
    Object.keys(Object(value)).map((name) => {
      const rest = Object.fromEntries(Object.entries(Object(value)).filter(([own]) => own !== name));
      return { kind: "missing", at: [...path, name].join("."), input: withAt(valid, path, rest) } as const;
    }),
  );
  return [{ kind: "missing", at: "", input: undefined }, ...without];
}

/** Own fields with the names of a prototype's, as JSON can have them. */
const prototypes = ['{"__proto__":{"polluted":true}}', '{"constructor":{"prototype":{"polluted":true}}}'];

/** On an object that has a prototype, `Object.assign` would call the setter of `__proto__`: on this one it is a field. */
function withNames(value: unknown, text: string): object {
  return Object.assign(Object.create(null), copy(value), JSON.parse(text));
}

function copy(value: unknown): object {
  return { ...Object(value) };
}

function thrower(): never {
  throw new Error("It was read.");
}

function throwing(value: object): object {
  const [name = "more"] = Object.keys(value);
  return Object.defineProperty({ ...value }, name, { enumerable: true, get: thrower });
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function cycle(value: unknown): unknown {
  const again = { ...copy(value), self: {} };
  again.self = again;
  return again;
}

/** Made when it is first wanted, and once: it is large. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const deep = once(() => {
  let inner: unknown = {};
  for (let level = 0; level < deepLevels; level += 1) inner = { inner };
  return inner;
});

const wide = once(() => Object.fromEntries(Array.from({ length: wideFields }, (_, index) => [`field${index}`, index])));

const long = once(() => "x".repeat(tenMegabytes));
