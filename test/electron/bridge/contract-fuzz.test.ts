import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { schemas } from "#electron/bridge/schemas.ts";
import { fittingChanges } from "#test/fixtures/security/fitting-changes.ts";
import { type BadInput, type BadKind, badInputs, badKinds } from "#test/support/bad-inputs.ts";
import { createFakeHost, type FakeHost } from "#test/support/fake-host.ts";
import { runsOf } from "#test/support/runs.ts";
import { validInputs } from "#test/support/valid-inputs.ts";
import { type Connection, electronWire, type OpenWire, socketWire } from "#test/support/wires.ts";
import { workedMs } from "#test/support/worked-ms.ts";

/** I1: every method of the contract × the 16 bad inputs of security.md §6.3, through the router and over both wires. */

const rendererDir = await mkdtemp(join(tmpdir(), "understudy-fuzz-"));
await writeFile(join(rendererDir, "index.html"), "<!doctype html>");
afterAll(() => rm(rendererDir, { recursive: true }));

const sender = { id: "test" };
const methods = Object.entries(validInputs);
/** These take a megabyte and more each: one of several in every run, and in `npm run test:soak` all of them, over the wires a fifth. */
const heavyKinds: readonly BadKind[] = ["huge", "10 MB string"];
/** What throws when it is read: no wire carries it, and the router answers it as a mistake of ours. */
const unreadable: readonly BadKind[] = ["getter", "Proxy"];
/** Nothing is worked on longer than this. */
const longestAnswerMs = 1_500;
/** For the heavy ones in `npm run test:soak`. */
const longestTestMs = 300_000;

function changesOf(kind: BadKind, oneOf: number, oneOfInSoak = 1) {
  const step = heavyKinds.includes(kind) ? runsOf(oneOf, oneOfInSoak) : 1;
  let count = -1;
  const isTaken = () => {
    count += 1;
    return count % step === 0;
  };
  return methods.map(([method, valid]) => ({ method, changes: badInputs(kind, valid).filter(isTaken) }));
}

/** A change after which the input fits all the same, as the table of them says. */
function fits(method: string, { kind, at }: BadInput): boolean {
  return fittingChanges[kind]?.[method]?.includes(at) ?? false;
}

/** All that is here, as a window sees it and as the disk has it. */
async function stateOf({ router, store }: FakeHost): Promise<string> {
  const snapshot = await router({ id: 0, method: "app.snapshot", input: {} }, sender);
  return JSON.stringify([snapshot, store.chains, [...store.providers], store.settings]);
}

test("every method has an input that fits, and the table of fitting changes names no other", () => {
  expect(Object.keys(validInputs).toSorted()).toEqual(Object.keys(schemas).toSorted());
  for (const [method, input] of methods) expect(schemaOf(method)?.safeParse(input).success, method).toBe(true);
  const named = Object.values(fittingChanges).flatMap((byMethod) => Object.keys(byMethod));
  expect(named.filter((method) => !(method in schemas))).toEqual([]);
});

describe.each(badKinds.filter((kind) => kind !== "replay"))("I1: %s", (kind) => {
  test(
    "is refused by every method at every place where it does not fit, and changes nothing",
    async () => {
      const wrong: string[] = [];
      let count = 0;
      for (const { method, changes } of changesOf(kind, 17)) {
        const host = createFakeHost();
        const before = await stateOf(host);
        for (const change of changes.filter((one) => !fits(method, one))) {
          count += 1;
          const workedBeforeMs = workedMs();
          const { answer } = await host.router({ id: 1, method, input: change.input }, sender);
          const code = answer.ok ? "accepted" : answer.failure.code;
          const isRefused = code === "invalid-input" || (code === "internal" && unreadable.includes(kind));
          if (!isRefused) wrong.push(`${method} ${change.at}: ${code}`);
          if (workedMs() - workedBeforeMs > longestAnswerMs) wrong.push(`${method} ${change.at}: late`);
          if (!answer.ok && answer.failure.message.length > 1_000) wrong.push(`${method} ${change.at}: repeated`);
        }
        if ((await stateOf(host)) !== before) wrong.push(`${method}: something changed`);
        if (host.bugs.length > 0 && !unreadable.includes(kind)) wrong.push(`${method}: ${host.bugs[0]}`);
      }
      expect(wrong).toEqual([]);
      expect(count).toBeGreaterThan(runsOf(8, 100));
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
    longestTestMs,
  );

  test(
    "where it may fit, it is a value like any other: an answer, and no mistake of ours",
    async () => {
      for (const { method, changes } of changesOf(kind, 17)) {
        const host = createFakeHost();
        for (const { input } of changes.filter((one) => fits(method, one))) {
          const { answer } = await host.router({ id: 1, method, input }, sender);
          expect(answer.ok ? "" : answer.failure.code, method).not.toBe("internal");
        }
        expect(host.bugs, method).toEqual([]);
        expect(host.openedFolders).toEqual([]);
        expect(host.openedLinks.filter((url) => !url.startsWith("https:"))).toEqual([]);
      }
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    },
    longestTestMs,
  );
});

/** What a second Send of the same makes anew, as the user may want it to. */
const makesAnother = ["session.start"];

describe("I1: replay", () => {
  test("the same request again is answered, and does nothing twice", async () => {
    const changed: string[] = [];
    for (const [method, input] of methods) {
      const host = createFakeHost();
      const once = await host.router({ id: 7, method, input }, sender);
      const before = await withoutSeq(host);
      const twice = await host.router({ id: 7, method, input }, sender);
      expect([once.id, twice.id], method).toEqual([7, 7]);
      if ((await withoutSeq(host)) !== before) changed.push(method);
      expect(host.bugs, method).toEqual([]);
    }
    expect(changed).toEqual(makesAnother);
  });
});

/** Saving the same again is told again, at another time, which is no change. */
async function withoutSeq(host: FakeHost): Promise<string> {
  return (await stateOf(host)).replaceAll(/"(seq|setAtMs)":\d+/g, "");
}

/** What of an input arrives at the other end of a wire; null where its sender cannot even send it. */
type Carry = (input: unknown) => { readonly input: unknown } | null;

const cloned: Carry = (input) => unlessItThrows(() => ({ input: structuredClone(input) }));
const asJson: Carry = (input) => unlessItThrows(() => JSON.parse(JSON.stringify({ input })));

function unlessItThrows<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

type Wired = {
  readonly name: string;
  readonly openWire: OpenWire;
  readonly carry: Carry;
  /** Kinds of which nothing can be sent at all. */
  readonly stopped: readonly BadKind[];
};
const wires: readonly Wired[] = [
  {
    name: "Electron's channels",
    openWire: electronWire,
    carry: cloned,
    stopped: ["getter", "function", "Proxy"],
  },
  { name: "a WebSocket", openWire: socketWire(rendererDir), carry: asJson, stopped: ["cyclic", "getter", "Proxy"] },
];

describe.each(wires)("I1 over $name", ({ openWire, carry, stopped }) => {
  async function open(): Promise<{ host: FakeHost; connection: Connection }> {
    const host = createFakeHost();
    const wire = await openWire(host);
    onTestFinished(() => wire.close());
    return { host, connection: await wire.connect() };
  }

  test.each(badKinds.filter((kind) => kind !== "replay"))(
    "%s is refused in the same words, or cannot be sent",
    async (kind) => {
      const { host, connection } = await open();
      const before = await stateOf(host);
      let id = 1;
      let count = 0;
      for (const { method, changes } of changesOf(kind, 37, 5)) {
        for (const change of changes) {
          const carried = carry(change.input);
          id += 1;
          const request = { id, method, input: change.input };
          if (carried === null) await expect(connection.request(request), `${method} ${change.at}`).rejects.toThrow();
          // What fits once it has arrived, as NaN that became null, is not part of this.
          else if (schemaOf(method)?.safeParse(carried.input).success === false) {
            count += 1;
            expect(await connection.request(request)).toEqual(await host.router({ ...request, ...carried }, sender));
          }
        }
      }
      expect(count > 0).toBe(!stopped.includes(kind));
      expect(await stateOf(host)).toBe(before);
      expect(host.bugs).toEqual([]);
    },
    longestTestMs,
  );
});

function schemaOf(method: string) {
  return Object.entries(schemas).find(([name]) => name === method)?.[1];
}
