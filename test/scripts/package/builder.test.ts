import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { builderArguments, homepageOf, signing } from "#scripts/package-builder.mjs";
import { fuseTroubles } from "#scripts/package-fuses.mjs";
import { completeBill, shippedPackages, writeSums } from "#scripts/package-papers.mjs";

test("electron-builder is told where Electron is, where to pack to, and never to publish", () => {
  const packing = {
    system: "--linux",
    targets: ["deb"],
    out: "/out",
    electronDist: "/electron",
    homepage: null,
  } as const;
  expect(builderArguments(packing)).toEqual([
    "--linux",
    "deb",
    "--config=electron-builder.yml",
    "--publish=never",
    "--config.directories.output=/out",
    "--config.electronDist=/electron",
  ]);
  const fetched = builderArguments({ ...packing, system: "--mac", electronDist: null, homepage: "https://a.test" });
  expect(fetched.join(" ")).not.toContain("electronDist");
  expect(fetched).toContain("--config.extraMetadata.homepage=https://a.test");
});

test.each([
  [{ UNDERSTUDY_HOMEPAGE: "https://a.test" }, "git@github.com:b/c.git", "https://a.test"],
  [{ GITHUB_REPOSITORY: "b/c", GITHUB_SERVER_URL: "https://git.test" }, "", "https://git.test/b/c"],
  [{}, "git@github.com:b/c.git", "https://github.com/b/c"],
  [{}, "ssh://git@github.com/b/c.git", "https://github.com/b/c"],
  [{}, "https://github.com/b/c.git", "https://github.com/b/c"],
  // An origin can hold the password it is fetched with, and a package is for everybody.
  [{}, "https://me:secret@github.com/b/c", "https://github.com/b/c"],
  [{}, "/srv/git/understudy", null],
  [{}, "", null],
])("the project's address, from %j and the origin %j, is %j", (env, origin, homepage) => {
  expect(homepageOf(env, origin)).toBe(homepage);
});

test("what cannot be signed is told; a Mac app is then signed ad hoc, without the runtime that would not start it", () => {
  expect(signing("linux", {})).toEqual({ args: [], words: [] });
  expect(signing("win32", {}).words.join()).toContain("Not signed");
  expect(signing("win32", { WIN_CSC_LINK: "x" }).words).toEqual([]);
  const adHoc = signing("darwin", {});
  expect(adHoc.args).toEqual([
    "--config.mac.identity=-",
    "--config.mac.hardenedRuntime=false",
    "--config.mac.notarize=false",
  ]);
  expect(adHoc.words.join()).toContain("Not signed but ad hoc");
});

test("a Mac app is notarised where the environment has all of a key, or all of an account", () => {
  const key = { APPLE_API_KEY: "k", APPLE_API_KEY_ID: "i", APPLE_API_ISSUER: "u" };
  const account = { APPLE_ID: "a", APPLE_APP_SPECIFIC_PASSWORD: "p", APPLE_TEAM_ID: "t" };
  for (const env of [key, account]) {
    expect(signing("darwin", { CSC_LINK: "x", ...env })).toEqual({ args: ["--config.mac.notarize=true"], words: [] });
  }
  const half = signing("darwin", { CSC_NAME: "x", APPLE_API_KEY: "k" });
  expect(half.args).toEqual(["--config.mac.notarize=false"]);
  expect(half.words.join()).toContain("not notarised");
});

test("a fuse that is otherwise, or is no longer there, is told by its name", () => {
  expect(fuseTroubles({ a: false, b: true, c: true }, { a: true, b: true })).toEqual([
    "a is on, not off",
    "c is absent, not on",
  ]);
});

test("the bill keeps what the bundlers named, by its own name, and nothing else", () => {
  const named = (name: string, version: string) => ({ name, version, licence: "MIT", text: "MIT" });
  const shipped = shippedPackages(
    JSON.stringify({ components: [named("zod", "4.0.0"), named("@a/keytar", "7.0.0"), named("electron", "45.0.0")] }),
  );
  const component = (ref: string, name: string, version: string) => ({
    type: "library",
    name,
    version,
    "bom-ref": ref,
  });
  const zod = component("zod@4.0.0", "zod", "4.0.0");
  const keytar = component("@a/keytar@7.0.0", "keytar", "7.0.0");
  const electron = component("electron@45.0.0", "electron", "45.0.0");
  const own = { "bom-ref": "understudy@0.1.0", type: "library", name: "folder" };
  const bill = completeBill(
    JSON.stringify({
      metadata: { component: own },
      components: [zod, component("zod@3.0.0", "zod", "3.0.0"), keytar, component("v@5.0.0", "v", "5.0.0"), electron],
      dependencies: [
        { ref: "understudy@0.1.0", dependsOn: ["zod@4.0.0", "v@5.0.0"] },
        { ref: "v@5.0.0", dependsOn: [] },
      ],
    }),
    { shipped, binaries: [{ name: "keytar.node", version: "7.0.0", sha256: "ab" }] },
  );
  const file = { type: "file", name: "keytar.node", version: "7.0.0", hashes: [{ alg: "SHA-256", content: "ab" }] };
  expect(JSON.parse(bill)).toEqual({
    metadata: { component: { ...own, type: "application", name: "understudy" } },
    components: [zod, keytar, electron, file],
    dependencies: [{ ref: "understudy@0.1.0", dependsOn: ["zod@4.0.0"] }],
  });
});

test("checksums are of the packages alone, not of what electron-builder notes for itself", async () => {
  const folder = mkdtempSync(join(tmpdir(), "understudy-sums-"));
  for (const name of ["understudy-0.1.0-linux-amd64.deb", "builder-debug.yml", "SHA256SUMS"])
    writeFileSync(join(folder, name), "abc");
  expect(await writeSums(folder)).toEqual(["understudy-0.1.0-linux-amd64.deb"]);
  rmSync(folder, { recursive: true });
});
