import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hashSources } from "#scripts/bundle.mjs";
import { cleanEnvironment, projectRoot, type Started, startNode } from "#test/support/processes.ts";

/** An installed and built project with the real launchers and a host that does what a test tells it. */
export type FakeProject = {
  readonly folder: string;
  start(args: readonly string[], env?: NodeJS.ProcessEnv): Started;
  write(path: string, text: string): Promise<void>;
  /** Puts an executable where ELECTRON_OVERRIDE_DIST_PATH is then to point; POSIX only. */
  plantElectron(shellScript: string): Promise<string>;
  remove(): Promise<void>;
};

export async function createFakeProject(hostScript: string): Promise<FakeProject> {
  const folder = await mkdtemp(join(tmpdir(), "understudy-launcher-"));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await cp(join(projectRoot, "scripts"), join(folder, "scripts"), { recursive: true });
  await write("package.json", '{ "type": "module" }');
  await write("package-lock.json", '{ "packages": {} }');
  await write("node_modules/.package-lock.json", '{ "packages": {} }');
  for (const name of ["electron", "keytar", "node-addon-api", "vite", "rolldown"]) {
    await write(`node_modules/${name}/package.json`, `{ "name": "${name}", "version": "45.0.0", "license": "MIT" }`);
    await write(`node_modules/${name}/LICENSE`, "MIT License");
  }
  await write("node_modules/electron/install.js", 'console.error("Error: no such host"); process.exit(1);');
  for (const path of ["electron/main.js", "electron/preload.cjs", "renderer/index.html", "renderer/licences.json"])
    await write(`dist/${path}`, "");
  // What a build would say of the packages in it; the one here builds nothing.
  for (const part of ["renderer/.licences", "electron/.licences-main", "electron/.licences-preload"])
    await write(`dist/${part}.json`, "[]");
  await write("dist/electron/node-host.js", hostScript);
  await write("dist/.stamp", hashSources(folder));
  return {
    folder,
    write,
    start: (args, env = {}) =>
      startNode(
        [join(folder, "scripts", "start.mjs"), ...args],
        cleanEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: "", ...env }),
      ),
    plantElectron: async (shellScript) => {
      await write("planted-electron/electron", `#!/bin/sh\n${shellScript}\n`);
      await chmod(join(folder, "planted-electron", "electron"), 0o755);
      return join(folder, "planted-electron");
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
