import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { fuseTroubles, packedPrograms, readFuses, wantedFuses } from "#scripts/package-fuses.mjs";
import { readArchive } from "#test/support/package/asar.ts";
import { type OtherSystem, packForOther } from "#test/support/package/other-stand-ins.ts";
import { projectRoot } from "#test/support/processes.ts";

let packed: OtherSystem | undefined;

async function pack(system: "--mac" | "--win") {
  packed = await packForOther(system);
  const [program = ""] = packedPrograms(packed.out);
  expect(fuseTroubles(wantedFuses(), await readFuses(program))).toEqual([]);
  return { out: packed.out, program };
}

const machineCode = (archive: ReturnType<typeof readArchive>) =>
  [...archive.files].filter(([, { unpacked }]) => unpacked === true).map(([path]) => path.replace(/.*prebuilds\//, ""));

/** On a busy machine; a calm one needs 2 s. */
const longestMs = 60_000;

/** What electron-builder.yml makes for macOS and Windows, around stand-ins. Installers and signatures are not made here. */
export function testOtherSystems(): void {
  afterEach(() => packed?.remove());

  test(
    "for macOS: the archive's checksum is in the app, keytar for both processors, and no address opens it",
    async () => {
      const { program } = await pack("--mac");
      const archive = readArchive(join(program, "Contents/Resources/app.asar"));
      expect(machineCode(archive).sort()).toEqual(["darwin-arm64/keytar.node", "darwin-x64/keytar.node"]);
      const info = readFileSync(join(program, "Contents/Info.plist"), "utf8");
      const stringOf = (key: string) => new RegExp(`<key>${key}</key>\\s*<string>([^<]*)</string>`).exec(info)?.[1];
      expect(info).toMatch(/<key>ElectronAsarIntegrity<\/key>\s*<dict>\s*<key>Resources\/app\.asar<\/key>/);
      expect([stringOf("algorithm"), stringOf("hash")]).toEqual(["SHA256", archive.headerHash]);
      expect(stringOf("CFBundleIdentifier")).toBe("app.understudy.desktop");
      expect(stringOf("LSApplicationCategoryType")).toBe("public.app-category.developer-tools");
      expect(info).not.toMatch(/CFBundleURLTypes|CFBundleDocumentTypes/);
      const icon = readFileSync(join(program, "Contents/Resources", stringOf("CFBundleIconFile") ?? ""));
      expect(icon.equals(readFileSync(join(projectRoot, "electron/package/icon.icns")))).toBe(true);
    },
    longestMs,
  );

  test(
    "for Windows: the archive's checksum and our icon are in the program, and keytar for Windows beside it",
    async () => {
      const { out, program } = await pack("--win");
      const archive = readArchive(join(out, "win-unpacked/resources/app.asar"));
      expect(machineCode(archive)).toEqual(["win32-x64/keytar.node"]);
      const bytes = readFileSync(program);
      const integrity = [{ file: "resources\\app.asar", alg: "SHA256", value: archive.headerHash }];
      expect(bytes.includes(JSON.stringify(integrity))).toBe(true);
      expect(bytes.includes(readFileSync(join(projectRoot, "electron/package/icons/256x256.png")))).toBe(true);
      expect(bytes.includes(Buffer.from("The Understudy authors", "utf16le"))).toBe(true);
    },
    longestMs,
  );

  test("the hardened runtime is asked for, and allowed nothing but what V8 needs", () => {
    const entitlements = readFileSync(join(projectRoot, "electron/package/entitlements.plist"), "utf8");
    expect([...entitlements.matchAll(/<key>([^<]*)<\/key>/g)].map(([, key]) => key)).toEqual([
      "com.apple.security.cs.allow-jit",
    ]);
    expect(readFileSync(join(projectRoot, "electron-builder.yml"), "utf8")).toContain("hardenedRuntime: true");
  });
}
