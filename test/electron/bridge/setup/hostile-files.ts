import { newLink } from "#shared/chain.ts";

/** The files of security.md §6.3, C1–C24: what a stranger, a crash or an editor may make of a setup. */

const link = newLink("l1", "GPT", { providerId: "openai", modelId: "gpt-5" });
const chain = { id: "cheap", name: "cheap", links: [link], onMidStream: "restart" };
const provider = { id: "eu", name: "EU", kind: "openai-compatible", baseUrl: "https://eu.test/v1", keyOptional: false };
const head = { format: "understudy-setup", version: 1 };

/** A whole file around some of its parts. */
export function setupText(parts: object): string {
  return JSON.stringify({ ...head, ...parts });
}

/** One chain beside what is hostile: it must come in whole, or nothing may. */
export const harmless = { ...chain, id: "harmless", name: "harmless" };
const withChain = (change: object) => setupText({ chains: [harmless, { ...chain, ...change }] });
const withLink = (change: object) => withChain({ links: [{ ...link, ...change }] });
const withProvider = (change: object) => setupText({ providers: [{ ...provider, ...change }], chains: [harmless] });
const withUrl = (baseUrl: string) => withProvider({ baseUrl });

export const canaryKey = "sk-canary-0123456789abcdefghijklmnop";

export type HostileFile = {
  /** As security.md lists them. */
  readonly id: string;
  readonly what: string;
  readonly text: string;
  /** `file`: nothing of it can be imported. `item`: one thing of it is refused, the harmless chain is offered. */
  readonly refuses: "file" | "item";
};

export const hostileFiles: readonly HostileFile[] = [
  { id: "C1", what: "empty", text: "", refuses: "file" },
  { id: "C1", what: "null", text: "null", refuses: "file" },
  { id: "C1", what: "an array", text: "[]", refuses: "file" },
  { id: "C2", what: "ten thousand levels", text: `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, refuses: "file" },
  { id: "C3", what: "names twice", text: `${setupText({}).slice(0, -1)},"version":1}`, refuses: "file" },
  {
    id: "C3",
    what: "names twice by an escape",
    text: `${setupText({}).slice(0, -1)},"versio\\u006e":1}`,
    refuses: "file",
  },
  { id: "C4", what: "__proto__", text: `${setupText({}).slice(0, -1)},"__proto__":{"chains":[]}}`, refuses: "file" },
  {
    id: "C4",
    what: "constructor in a chain",
    text: withChain({ constructor: { prototype: { x: 1 } } }),
    refuses: "file",
  },
  { id: "C5", what: "NaN", text: setupText({ chains: [] }).replace("[]", "[NaN]"), refuses: "file" },
  { id: "C5", what: "1e999", text: withLink({ temperature: 123 }).replace("123", "1e999"), refuses: "file" },
  {
    id: "C6",
    what: "huge integers",
    text: withLink({ maxTokens: 1 }).replace('"maxTokens":1', '"maxTokens":99999999999999999999'),
    refuses: "item",
  },
  { id: "C7", what: "half a character", text: withChain({ name: "x" }).replace('"x"', '"\\ud800"'), refuses: "file" },
  { id: "C8", what: "NUL", text: withChain({ name: "x" }).replace('"x"', '"x\\u0000y"'), refuses: "file" },
  { id: "C9", what: "UTF-16", text: [...setupText({})].join("\0"), refuses: "file" },
  { id: "C10", what: "a name that turns its direction", text: withProvider({ name: "\u202eIAnepO" }), refuses: "item" },
  {
    id: "C10",
    what: "a name that only looks like another",
    text: withProvider({ name: "\u041ep\u0435nAI" }),
    refuses: "item",
  },
  {
    id: "C10",
    what: "a name with an invisible character",
    text: withProvider({ name: "Open\u200bAI" }),
    refuses: "item",
  },
  { id: "C11", what: "javascript:", text: withUrl("javascript:alert(1)"), refuses: "item" },
  { id: "C11", what: "file:", text: withUrl("file:///etc/passwd"), refuses: "item" },
  { id: "C11", what: "data:", text: withUrl("data:text/plain,x"), refuses: "item" },
  { id: "C11", what: "a UNC path", text: withUrl("\\\\server\\share"), refuses: "item" },
  { id: "C12", what: "a password in an address", text: withUrl("https://me:secret@eu.test/v1"), refuses: "item" },
  { id: "C13", what: "port 0", text: withUrl("https://eu.test:0/v1"), refuses: "item" },
  { id: "C13", what: "port 70000", text: withUrl("https://eu.test:70000/v1"), refuses: "item" },
  { id: "C14", what: "an IPv6 zone", text: withUrl("http://[fe80::1%25eth0]/v1"), refuses: "item" },
  { id: "C14", what: "an address of cloud metadata", text: withUrl("http://169.254.169.254/v1"), refuses: "item" },
  { id: "C15", what: "a chain in a chain", text: withLink({ chainId: "smart" }), refuses: "item" },
  { id: "C15", what: "a chain for a provider", text: withLink({ provider: "chain" }), refuses: "item" },
  {
    id: "C16",
    what: "a thousand links",
    text: withChain({ links: Array.from({ length: 1_000 }, (_, index) => ({ ...link, id: `l${index}` })) }),
    refuses: "item",
  },
  { id: "C17", what: "an unknown version", text: JSON.stringify({ ...head, version: 2, chains: [] }), refuses: "file" },
  {
    id: "C17",
    what: "a version that is no number",
    text: JSON.stringify({ ...head, version: "1", chains: [] }),
    refuses: "file",
  },
  { id: "C18", what: "a key in a field of its own", text: withProvider({ apiKey: canaryKey }), refuses: "file" },
  { id: "C18", what: "a key under another name", text: withChain({ name: canaryKey }), refuses: "file" },
  { id: "C18", what: "a key for a field's name", text: withChain({ [canaryKey]: 1 }), refuses: "file" },
  { id: "C18", what: "a password", text: withProvider({ password: "correct-horse-battery" }), refuses: "file" },
  { id: "C19", what: "a negative price", text: withLink({ costPer1kInput: -1 }), refuses: "item" },
  { id: "C19", what: "a price of 1e308", text: withLink({ costPer1kOutput: 1e308 }), refuses: "item" },
  {
    id: "C19",
    what: "a negative own price",
    text: setupText({
      chains: [harmless],
      ownPrices: [{ providerId: "openai", modelId: "m", inputUsd: -1, outputUsd: 1, setAtMs: 1 }],
    }),
    refuses: "item",
  },
  { id: "C20", what: "headers of one's own", text: withProvider({ headers: { Host: "evil.test" } }), refuses: "item" },
  {
    id: "C20",
    what: "a line break in a model's name",
    text: withLink({ modelId: "gpt-5\r\nHost: evil.test" }),
    refuses: "item",
  },
  {
    id: "C20",
    what: "Authorization over the key's own",
    text: withProvider({ headers: { Authorization: `Bearer ${canaryKey}` } }),
    refuses: "file",
  },
  { id: "C21", what: "a ZIP archive", text: "PK\u0003\u0004\u0014\u0000", refuses: "file" },
  {
    id: "C22",
    what: "a proxy with a password",
    text: setupText({ chains: [harmless], settings: { proxy: { kind: "url", url: "http://me:secret@proxy.test" } } }),
    refuses: "item",
  },
  {
    id: "C22",
    what: "a switch of the demo",
    text: setupText({ chains: [harmless], settings: { demo: false } }),
    refuses: "item",
  },
  {
    id: "C22",
    what: "a switch of the gateway",
    text: setupText({ chains: [harmless], settings: { gateway: { on: true } } }),
    refuses: "item",
  },
  {
    id: "C22",
    what: "the same chain twice",
    text: setupText({ chains: [harmless, chain, { ...chain, name: "other" }] }),
    refuses: "item",
  },
];
