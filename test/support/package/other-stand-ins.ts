import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { builderArguments } from "#scripts/package-builder.mjs";
import { cleanEnvironment, projectRoot } from "#test/support/processes.ts";
import { fuseWire } from "./electron-stand-in.ts";

/**
 * Packs for the systems that this one is not, as far as electron-builder does so: the program's folder with its archive,
 * fuses, icon and names. Nothing is signed, no installer is made, and nothing of it can be started.
 */

type Files = Readonly<Record<string, string | Buffer>>;

const plist = (name: string, id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>${id}</string>
<key>CFBundleName</key><string>${name}</string>
<key>CFBundlePackageType</key><string>APPL</string>
</dict></plist>
`;

function macFiles(): Files {
  const contents = "Electron.app/Contents";
  const helpers = ["Helper", "Helper (GPU)", "Helper (Plugin)", "Helper (Renderer)"].flatMap((helper) => {
    const folder = `${contents}/Frameworks/Electron ${helper}.app/Contents`;
    return [
      [`${folder}/Info.plist`, plist(`Electron ${helper}`, "com.github.Electron.helper")],
      [`${folder}/MacOS/Electron ${helper}`, "stand-in"],
    ] as const;
  });
  return {
    ...Object.fromEntries(helpers),
    [`${contents}/Info.plist`]: plist("Electron", "com.github.Electron"),
    [`${contents}/MacOS/Electron`]: "stand-in",
    [`${contents}/Resources/electron.icns`]: "stand-in",
    [`${contents}/Frameworks/Electron Framework.framework/Electron Framework`]: fuseWire,
    [`${contents}/Frameworks/Electron Framework.framework/Resources/en.lproj/locale.pak`]: "stand-in",
    ...licences,
  };
}

const licences: Files = { LICENSE: "stand-in", "LICENSES.chromium.html": "stand-in", version: "45.4.1" };

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A real program for Windows in Electron's place, since its resources are rewritten; it comes with electron-builder. */
async function writeWindows(folder: string): Promise<void> {
  await writeFiles(folder, { ...licences, "locales/en-US.pak": "stand-in" });
  const program = join(folder, "electron.exe");
  await copyFile(join(projectRoot, "node_modules/electron-winstaller/vendor/Squirrel.exe"), program);
  await writeFile(program, fuseWire, { flag: "a" });
}

export type OtherSystem = {
  /** electron-builder's output. */
  readonly out: string;
  remove(): Promise<void>;
};

export async function packForOther(system: "--mac" | "--win"): Promise<OtherSystem> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-package-"));
  const [electronDist, out] = [join(folder, "electron"), join(folder, "out")];
  if (system === "--mac") await writeFiles(electronDist, macFiles());
  else await writeWindows(electronDist);
  const args = builderArguments({ system, targets: ["dir"], out, electronDist, homepage: null });
  const cli = join(projectRoot, "node_modules/electron-builder/cli.js");
  const unsigned = ["--config.mac.identity=null", "--config.mac.notarize=false"];
  const options = { cwd: projectRoot, env: cleanEnvironment(), timeout: 60_000 };
  await promisify(execFile)(process.execPath, [cli, ...args, "--x64", ...unsigned], options);
  return { out, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
