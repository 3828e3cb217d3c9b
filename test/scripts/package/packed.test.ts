import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { fuseTroubles, readFuses, wantedFuses } from "#scripts/package-fuses.mjs";
import { electronFuses } from "#test/support/package/electron-stand-in.ts";
import { type Packed, packForLinux } from "#test/support/package/packed.ts";
import { projectRoot } from "#test/support/processes.ts";
import { testDeb } from "./deb.ts";
import { testChecklist } from "./electron-checklist.ts";
import { testOtherSystems } from "./other-systems.ts";
import { testRefusals } from "./refusals.ts";

/**
 * `npm run package` for Linux around a stand-in for Electron, since its binary cannot be had everywhere. What the real
 * Electron does with the archive, the fuses and the options is not proven here.
 */

const onLinux = describe.skipIf(process.platform !== "linux");
const hasDpkg = existsSync("/usr/bin/dpkg-deb");

const entries = ["main", "storage-worker", "backup-worker", "demo-worker", "tokenizer-worker", "key-process"];
const named = [
  "package.json",
  ...entries.map((name) => `dist/electron/${name}.js`),
  "dist/electron/preload.cjs",
  ...["index.html", "icon.svg", "licences.json"].map((name) => `dist/renderer/${name}`),
  ...["LICENSE.md", "package.json", "lib/keytar.js", `prebuilds/linux-${process.arch}/keytar.node`].map(
    (name) => `node_modules/keytar/${name}`,
  ),
];
/** What Vite names by its content. */
const hashed = /^dist\/(electron\/[\w.-]+-[\w-]{8}\.js|renderer\/assets\/[\w.-]+-[\w-]{8}\.(js|css))$/;
onLinux("the package for Linux", () => {
  let packed: Packed;
  beforeAll(async () => {
    packed = await packForLinux(hasDpkg);
  }, 180_000);
  afterAll(() => packed?.remove());

  const pathsOf = () => [...packed.archive.files.keys()].sort();
  const textOf = (path: string) => packed.archive.read(path).toString("utf8");
  const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

  test("the archive holds exactly what runs, and what it is licensed under", () => {
    expect(pathsOf().filter((path) => !hashed.test(path))).toEqual([...named].sort());
    const built = (folder: string) =>
      readdirSync(join(projectRoot, "dist", folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith(".map") && entry.name !== "node-host.js")
        .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length));
    const packedFrom = (folder: string) => pathsOf().filter((path) => path.startsWith(`dist/${folder}/`));
    expect(packedFrom("renderer")).toEqual(built("renderer").sort());
    expect(packedFrom("electron")).toEqual(built("electron").sort());
  });

  test("each file of the host is asked for by another one, and each that is asked for is there", () => {
    const host = pathsOf().filter((path) => /^dist\/electron\/.*\.js$/.test(path));
    const asked = host.flatMap((path) => {
      const text = textOf(path);
      // The bundler's imports stand at the top; further down, imports are words of the demo's answers, too.
      const lines = text.split("\n");
      const top = lines
        .slice(
          0,
          lines.findIndex((line) => !/^(import |\/\/)/.test(line)),
        )
        .join("\n");
      const names = [...top.matchAll(/["']\.\/([\w.-]+\.js)["']/g)];
      const later = [...text.matchAll(/\bimport\("\.\/([\w.-]+-[\w-]{8}\.js)"\)/g)];
      const started = [...text.matchAll(/\bnew URL\("\.\/([\w-]+\.js)"/g)];
      return [...names, ...later, ...started].map(([, name]) => `dist/electron/${name}`);
    });
    const isProgram = (path: string) => path === "dist/electron/main.js";
    expect(host.filter((path) => !isProgram(path) && !asked.includes(path))).toEqual([]);
    expect(asked.filter((path) => !host.includes(path))).toEqual([]);
  });

  test("no source map, no dependency of the development, no place of the machine that packed", () => {
    const paths = pathsOf();
    expect(paths.filter((path) => /\.map$|\.vite|\.stamp|\.tsx?$/.test(path))).toEqual([]);
    expect(paths.filter((path) => path.startsWith("node_modules/") && !path.includes("/keytar/"))).toEqual([]);
    const place = Buffer.from(projectRoot);
    expect(paths.filter((path) => packed.archive.read(path).includes(place))).toEqual([]);
    expect(JSON.parse(packed.archive.read("package.json").toString("utf8"))).toEqual({
      name: "understudy",
      version: expect.any(String),
      description: expect.any(String),
      author: "The Understudy authors",
      license: "MIT",
      private: true,
      type: "module",
      main: "dist/electron/main.js",
      engines: expect.anything(),
      homepage: "https://example.test/understudy",
      desktopName: "understudy.desktop",
      imports: null,
      allowScripts: null,
      knip: null,
      dependencies: null,
    });
  });

  test("every file has its checksum in the archive's header, as the integrity check wants it", () => {
    for (const [path, { integrity, size }] of packed.archive.files) {
      const bytes = packed.archive.read(path);
      expect(bytes, path).toHaveLength(size);
      expect(integrity.hash, path).toBe(sha256(bytes));
    }
  });

  test("keytar's machine code lies beside the archive, and the key process loads it from there", () => {
    const unpacked = [...packed.archive.files].filter(([, file]) => file.unpacked === true).map(([path]) => path);
    expect(unpacked).toEqual([`node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`]);
    // Loaded, and refused by a machine without a keychain: a file that cannot be loaded says so in other words.
    expect(packed.facts.keychain).toMatchObject({ kind: "memory", missing: expect.stringContaining("Secret Service") });
  });

  test("the packed program starts, answers a prompt through its own threads, counts tokens, and ends", () => {
    expect(packed.facts.errorBoxes).toEqual([]);
    expect(packed.facts.snapshot.ok).toBe(true);
    expect(packed.facts.run).toContain('"status":"done"');
    expect(packed.facts.tokens).toMatchObject({ ok: true, value: [{ tokens: 3, basis: "tokenizer" }] });
    expect(packed.facts.exits).toEqual([0]);
  });

  test("every file that the window names is served", () => {
    const { assets } = packed.facts;
    expect(Object.keys(assets).length).toBeGreaterThan(50);
    expect(Object.entries(assets).filter(([, { status }]) => status !== 200)).toEqual([]);
  });

  test("B3: the fuses are read back from the packed program", async () => {
    const found = await readFuses(join(packed.program, "understudy"));
    expect(found).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      wasmTrapHandlers: true,
    });
    expect(fuseTroubles(wantedFuses(), found)).toEqual([]);
    expect(packed.output).toContain("The fuses were read back");
    // As Electron comes, seven are not as they should be: the check can fail.
    expect(fuseTroubles(wantedFuses(), electronFuses)).toHaveLength(7);
  });

  test("beside the program lies what Electron has to bring along, and no program of its own", () => {
    expect(readdirSync(packed.program, { recursive: true, encoding: "utf8" }).sort()).toEqual(
      [
        ...[
          "LICENSE.electron.txt",
          "LICENSES.chromium.html",
          "chrome-sandbox",
          "chrome_crashpad_handler",
          "understudy",
        ],
        ...["locales", "locales/en-US.pak", "resources", "resources/app.asar", "resources/app.asar.unpacked"],
        ...(hasDpkg ? ["resources/apparmor-profile"] : []),
        ...["", "/keytar", "/keytar/prebuilds", `/keytar/prebuilds/linux-${process.arch}`].map(
          (folder) => `resources/app.asar.unpacked/node_modules${folder}`,
        ),
        `resources/app.asar.unpacked/node_modules/keytar/prebuilds/linux-${process.arch}/keytar.node`,
      ].sort(),
    );
  });

  test("B4: the bill of materials names what ships, Electron, and the checksum of the machine code", () => {
    const billSchema = z.object({
      metadata: z.object({ component: z.object({ name: z.string() }) }),
      components: z.array(
        z.object({
          type: z.string(),
          name: z.string(),
          "bom-ref": z.string().optional(),
          hashes: z.array(z.object({ alg: z.string(), content: z.string() })).optional(),
        }),
      ),
    });
    const name = readdirSync(packed.out).find((one) => one.endsWith(".cdx.json")) ?? "";
    const bill = billSchema.parse(JSON.parse(readFileSync(join(packed.out, name), "utf8")));
    expect(bill.metadata.component.name).toBe("understudy");
    const { components } = z
      .object({ components: z.array(z.object({ name: z.string(), version: z.string() })) })
      .parse(JSON.parse(textOf("dist/renderer/licences.json")));
    // What is named beside packages are parts of Electron, which have no version of their own.
    const shipped = components
      .filter(({ version }) => /^\d/.test(version))
      .map(({ name, version }) => `${name}@${version}`);
    const packages = bill.components.filter(({ type }) => type === "library").map((one) => one["bom-ref"]);
    expect(packages.sort()).toEqual(shipped.sort());
    for (const name of ["electron", "react", "zod", "@github/keytar"])
      expect(packages.filter((one) => one?.startsWith(`${name}@`))).toHaveLength(1);
    const code = bill.components.find((one) => one.name.endsWith("keytar.node"));
    const file = join(packed.program, "..", code?.name ?? "");
    expect(code?.hashes).toEqual([{ alg: "SHA-256", content: sha256(readFileSync(file)) }]);
  });

  test("the checksums are those of the files, and are of all that is to be downloaded", () => {
    const lines = readFileSync(join(packed.out, "SHA256SUMS"), "utf8").trim().split("\n");
    const sums = lines.map((line) => line.split("  "));
    const files = readdirSync(packed.out).filter((name) => name.startsWith("understudy-"));
    expect(sums.map(([, name]) => name)).toEqual(files.sort());
    for (const [sum, name = ""] of sums) expect(sum).toBe(sha256(readFileSync(join(packed.out, name))));
  });

  describe.skipIf(!hasDpkg)("the deb", () => testDeb(() => packed));

  describe("Electron's security checklist, on the packed program", () => testChecklist(() => packed));

  describe("the same program for other systems", testOtherSystems);

  describe("what is refused", () => testRefusals(() => packed));

  test("there is no way to update or to publish by itself yet", () => {
    const config = z
      .record(z.string(), z.unknown())
      .parse(parse(readFileSync(join(projectRoot, "electron-builder.yml"), "utf8")));
    expect(config).toMatchObject({ publish: null });
    expect(readdirSync(packed.out).filter((name) => /latest|blockmap|app-update/.test(name))).toEqual([]);
    expect(readdirSync(join(packed.program, "resources"))).not.toContain("app-update.yml");
  });
});
