import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "#test/support/processes.ts";
import {
  inexact,
  type Lock,
  readLock,
  readManifest,
  shippedPackages,
  withInstallScript,
  withoutIntegrity,
} from "./lockfile.ts";
import { filesUnder } from "./source-files.ts";
import { shellUses, startersOf } from "./start-rules.ts";

const lock = readLock();
const manifest = readManifest();
const sum = `sha512-${"A".repeat(86)}==`;

/**
 * Checkers for other systems: tools of this project, never shipped. Where the lockfile was made, their registry gave no
 * hash for what it did not install; `npm ci` takes them by version there.
 */
const unhashed = [
  ...["android-arm64", "android-x64", "darwin-arm64", "darwin-x64", "linux-arm64-musl", "linux-x64-musl"].map(biome),
  ...["win32-arm64", "win32-x64"].map(biome),
  ...["android-arm-eabi", "android-arm64", "darwin-arm64", "darwin-x64", "freebsd-x64"].map(oxc),
  ...["linux-arm-gnueabihf", "linux-arm-musleabihf", "linux-ppc64-gnu", "linux-riscv64-gnu"].map(oxc),
  ...["linux-riscv64-musl", "linux-s390x-gnu", "openharmony-arm64"].map(oxc),
  ...["win32-arm64-msvc", "win32-ia32-msvc", "win32-x64-msvc"].map(oxc),
];

function biome(platform: string): string {
  return `@biomejs/cli-${platform}`;
}

function oxc(platform: string): string {
  return `@oxc-parser/binding-${platform}`;
}

describe("B1: the lockfile", () => {
  it("is exact: each version is one version", () => {
    expect(inexact(manifest)).toEqual([]);
    const ranges = { a: "^1.0.0", b: "latest", c: "github:x/y", d: "1.x", e: "npm:f@^1.0.0" };
    expect(inexact({ dependencies: ranges, devDependencies: { g: "1.0.0", h: "npm:@i/j@7.10.6" } })).toHaveLength(5);
  });

  it("agrees with the manifest", () => {
    expect(lock[""]).toMatchObject({ dependencies: manifest.dependencies });
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(`${name}@${lock[`node_modules/${name}`]?.version}`).toBe(`${name}@${version.replace(/^npm:.*@/, "")}`);
    }
  });

  it("ties each package to its content, the named tools of other systems apart", () => {
    expect(withoutIntegrity(lock).toSorted()).toEqual(unhashed.toSorted());
    expect(shippedPackages(lock).filter(({ name }) => unhashed.includes(name))).toEqual([]);
    const planted: Lock = { "": {}, "node_modules/a": { integrity: sum }, "node_modules/b": { integrity: "sha1-x" } };
    expect(withoutIntegrity(planted)).toEqual(["b"]);
  });

  it("names no place to fetch from, so that no package comes from an address of its own", () => {
    expect(Object.values(lock).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe("B1: scripts of packages", () => {
  it("are known by name, and only Node's own may run", () => {
    expect(withInstallScript(lock).toSorted()).toEqual(Object.keys(manifest.allowScripts).toSorted());
    expect(Object.entries(manifest.allowScripts).filter(([, mayRun]) => mayRun)).toEqual([["node", true]]);
    const planted: Lock = { "": {}, "node_modules/keytar": { name: "@x/y", hasInstallScript: true } };
    expect(withInstallScript(planted)).toEqual(["@x/y"]);
  });

  it("npm refuses any other, here and in the workflows", () => {
    const installs = [...filesUnder("scripts", [".mjs"]), ...filesUnder(".github/workflows", [".yml"])].flatMap(
      ({ path, text }) => [...text.matchAll(/npm (?:ci|install)\b.*/g)].map(([command]) => `${path}: ${command}`),
    );
    const commands = installs.filter((one) => one.startsWith(".github/"));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((one) => !one.includes("--strict-allow-scripts"))).toEqual([]);
    const own = filesUnder("scripts", ["install.mjs"])[0]?.text ?? "";
    expect(own).toContain('"--strict-allow-scripts"');
  });
});

test("B2, B5: the workflow asks for known holes in what ships at each push and each week, and for Electron's age", () => {
  const [ci] = filesUnder(".github/workflows", ["ci.yml"]);
  const { on, jobs } = workflowSchema.parse(parse(ci?.text ?? ""));
  expect(on).toMatchObject({ push: {}, pull_request: null, schedule: [{ cron: expect.any(String) }] });
  expect(jobs.audit?.if).toBeUndefined();
  const commands = (jobs.audit?.steps ?? []).map(({ run }) => run);
  expect(commands).toContain("npm audit --omit=dev --audit-level=high");
  expect(commands).toContain("node scripts/electron-support.mjs");
});

const stepSchema = z.object({ run: z.string().optional(), uses: z.string().optional() });
const jobSchema = z.object({ if: z.string().optional(), steps: z.array(stepSchema) });
const workflowSchema = z.object({ on: z.unknown(), jobs: z.record(z.string(), jobSchema) });

/** Licences that ask for no more than that they are named. */
const permissive = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "MIT-0", "Unlicense"]);

test("what ships has a permissive licence", () => {
  const shipped = shippedPackages(lock);
  expect(shipped.length).toBeGreaterThan(100);
  for (const name of ["react", "undici", "@github/keytar", "mdast-util-from-markdown"]) {
    expect(shipped.map((one) => one.name)).toContain(name);
  }
  // Tools that only a test or the build needs are not among them.
  for (const name of ["vitest", "electron", "electron-builder"]) {
    expect(shipped.map((one) => one.name)).not.toContain(name);
  }
  const others = shipped.filter(({ entry }) => !permissive.has(entry.license ?? ""));
  expect(others.map(({ name, entry }) => `${name}: ${entry.license}`)).toEqual([]);
});

/** SHA-256 of keytar's files as they are in version 7.10.6 of the npm package @github/keytar. */
const nativeFiles = {
  "darwin-arm64": "855c21e1e702967230bd87f600d04c311b77f29150f3372d547e72882c58de6a",
  "darwin-x64": "5ce10f1f83f917fb555ff2ba43a80cab0f215d266cfdbd9bce5d6affa61c8aa1",
  "linux-arm": "8f0f32c5d576a0987e294b8dc9f1909133504f4fe20b65888bca0dd3bfaec29c",
  "linux-arm64": "8f0f32c5d576a0987e294b8dc9f1909133504f4fe20b65888bca0dd3bfaec29c",
  "linux-armv7l": "7370285fd2b5e2efbd6c0bcbb4719e9f1ab0e34dccf736df152dab46342f3952",
  "linux-ia32": "10a9e328a704082931141210732cd1647eb5d4cf963f7e8b58aac9a9cb808959",
  "linux-x64": "e7894a1e1001764de29ff08d3dae418ccbaaf78889c5673d367e05df1682fc7c",
  "linuxmusl-arm": "821019ec1f1cfe4eefe1e487af411e8fae7e953ff3cfe7bf48dd04fcf0766114",
  "linuxmusl-arm64": "821019ec1f1cfe4eefe1e487af411e8fae7e953ff3cfe7bf48dd04fcf0766114",
  "linuxmusl-x64": "821019ec1f1cfe4eefe1e487af411e8fae7e953ff3cfe7bf48dd04fcf0766114",
  "win32-arm64": "b9cd3c6658b1bed712e28f19ef777971ba46fc81a6004923dd15faa6e5bb01b8",
  "win32-ia32": "79b8b6339adb937b9dc97f7f7cbddda1fea75881be828a4faf038a77e5581c93",
  "win32-x64": "b82625e7c713fd20b5cb57993e073076c87660652202893fad39d874d77169fc",
} as const;

describe("B4: native files", () => {
  const folderOf = (path: string) => join(projectRoot, path);

  it("are keytar's alone among what ships", () => {
    const withNative = shippedPackages(lock).filter(({ path }) => nativeIn(folderOf(path)).length > 0);
    expect(withNative.map(({ name }) => name)).toEqual(["@github/keytar"]);
  });

  it("are the recorded ones", () => {
    const folder = folderOf("node_modules/keytar/prebuilds");
    const seen = nativeIn(folder).map((path) => {
      const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
      return [path.slice(folder.length + 1).replaceAll("\\", "/"), hash];
    });
    const recorded = Object.entries(nativeFiles).map(([platform, hash]) => [`${platform}/keytar.node`, hash]);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(recorded));
  });
});

/** Native files of a package itself; packages inside it are packages of their own. */
function nativeIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : nativeIn(path);
    return /\.(?:node|so|dylib|dll|exe)$/.test(entry.name) ? [path] : [];
  });
}

describe("the program starts no other program by a shell", () => {
  const product = [
    ...filesUnder("electron", [".ts"]),
    ...filesUnder("renderer", [".ts", ".tsx"]),
    ...filesUnder("shared", [".ts"]),
  ];

  it("starts processes in two places, each without a shell", () => {
    expect(product.flatMap(startersOf)).toEqual([
      "electron/keys/fork-key-process.ts fork",
      "electron/open-link.ts spawn",
    ]);
  });

  it("runs no text as code", () => expect(product.flatMap(shellUses)).toEqual([]));

  it.each([
    'import { exec } from "node:child_process";',
    'import * as processes from "child_process";',
    'const { execSync } = await import("node:child_process");',
    'import vm from "node:vm";',
  ])("%s would be found", (text) => expect(startersOf({ path: "planted.ts", text })).toHaveLength(1));

  it.each([
    'import { spawn } from "node:child_process"; spawn("x", [], { shell: true });',
    'eval("x");',
    'new Function("x");',
    'globalThis.eval("x");',
    'process.binding("spawn_sync");',
    'setTimeout("x", 1);',
  ])("%s would be found", (text) => expect(shellUses({ path: "planted.ts", text })).toHaveLength(1));
});
