import { type Canary, piecesOf } from "./canaries.ts";
import { type Form, formsOf } from "./encodings.ts";
import { gzipMembers } from "./gzip-members.ts";
import { createMultiSearch } from "./multi-search.ts";

/** Says who was found and where, never the key. */
export type Finding = {
  readonly canary: string;
  readonly sink: string;
  /** Within the sink: a file, a message, a process. */
  readonly where: string;
  readonly encoding: Form["encoding"] | "gzip";
};

export type SinkCount = { readonly parts: number; readonly bytes: number };

export type Scanner = {
  scan(sink: string, where: string, content: Uint8Array | string): void;
  /** From now on this one is looked for, too. */
  learn(canary: Canary): void;
  /** One for each canary, place and encoding. */
  findings(): readonly Finding[];
  /** How much was searched in each sink. */
  counts(): ReadonlyMap<string, SinkCount>;
};

/** A member inside a member inside a member. */
const deepest = 3;

export function createScanner(canaries: readonly Canary[]): Scanner {
  const forms = canaries.flatMap(formsOfCanary);
  let search = createMultiSearch(forms.map(({ bytes }) => bytes));
  const found = new Map<string, Finding>();
  const counts = new Map<string, SinkCount>();
  const look = (bytes: Uint8Array, depth: number, at: Pick<Finding, "sink" | "where">) => {
    for (const { needle } of search(bytes)) {
      const form = forms[needle];
      if (form === undefined) continue;
      const finding = { canary: form.canary, ...at, encoding: depth === 0 ? form.encoding : ("gzip" as const) };
      found.set(JSON.stringify(finding), finding);
    }
    if (depth < deepest) for (const member of gzipMembers(bytes)) look(member, depth + 1, at);
  };
  return {
    scan: (sink, where, content) => {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      const { parts, bytes: before } = counts.get(sink) ?? { parts: 0, bytes: 0 };
      counts.set(sink, { parts: parts + 1, bytes: before + bytes.length });
      look(bytes, 0, { sink, where });
    },
    learn: (canary) => {
      forms.push(...formsOfCanary(canary));
      search = createMultiSearch(forms.map(({ bytes }) => bytes));
    },
    findings: () => [...found.values()],
    counts: () => counts,
  };
}

function formsOfCanary(canary: Canary) {
  return piecesOf(canary).flatMap((piece) => formsOf(piece).map((form) => ({ ...form, canary: canary.name })));
}
