import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cleanEnvironment, projectRoot } from "#test/support/processes.ts";
import { type Archive, extractArchive, readArchive } from "./asar.ts";
import { writeElectronStandIn } from "./electron-stand-in.ts";
import type { Facts } from "./facts.ts";
import { runPacked } from "./run-packed.ts";

/** What `npm run package` made of this project, around a stand-in for Electron. */
export type Packed = {
  /** Where the packages lie. */
  readonly out: string;
  /** The program's folder, as it is installed. */
  readonly program: string;
  readonly archive: Archive;
  /** The packed program's code, started under the double of Electron. */
  readonly facts: Facts;
  readonly output: string;
  remove(): Promise<void>;
};

export type Ended = { readonly code: number; readonly output: string };

/** `npm run package` with these flags. Nothing it does needs a network. */
export async function runPackage(flags: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const args = [join(projectRoot, "scripts", "package.mjs"), ...flags];
  const options = { env: cleanEnvironment(env), cwd: projectRoot, timeout: 120_000, maxBuffer: 1024 * 1024 };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "stdout" in error && "stderr" in error)) throw error;
    return { code: Number(error.code), output: `${error.stdout}${error.stderr}` };
  }
}

/** Packs for Linux: unpacked, and as a deb where Debian's own packer is there. */
export async function packForLinux(withDeb: boolean): Promise<Packed> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-package-"));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    return { ...(await packInto(folder, withDeb)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function packInto(folder: string, withDeb: boolean): Promise<Omit<Packed, "remove">> {
  const [electron, out] = [join(folder, "electron"), join(folder, "out")];
  await writeElectronStandIn(electron);
  const env = {
    ELECTRON_OVERRIDE_DIST_PATH: electron,
    CUSTOM_FPM_PATH: await writeFpm(folder),
    UNDERSTUDY_HOMEPAGE: "https://example.test/understudy",
  };
  const { code, output } = await runPackage(["--targets", withDeb ? "dir,deb" : "dir", "--out", out], env);
  if (code !== 0) throw new Error(`npm run package ended with code ${code}:\n${output}`);
  const program = join(out, "linux-unpacked");
  const archive = readArchive(join(program, "resources", "app.asar"));
  const app = join(folder, "extracted", "app");
  await extractArchive(archive, app);
  return { out, program, archive, output, facts: await runPacked(app, join(folder, "data")) };
}

async function writeFpm(folder: string): Promise<string> {
  const file = join(folder, "fpm");
  const standIn = fileURLToPath(new URL("fpm-stand-in.ts", import.meta.url));
  await writeFile(file, `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "$@"\n`);
  await chmod(file, 0o755);
  return file;
}
