import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectRoot } from "#test/support/processes.ts";

const names = z.record(z.string(), z.string());

const entrySchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  optional: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dependencies: names.optional(),
  optionalDependencies: names.optional(),
  peerDependencies: names.optional(),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).optional(),
});

/** What the lockfile says of one package; its key is its folder, as in `node_modules/a/node_modules/b`. */
export type LockEntry = z.infer<typeof entrySchema>;
export type Lock = Readonly<Record<string, LockEntry>>;

const manifestSchema = z.object({
  dependencies: names,
  devDependencies: names,
  overrides: z.record(z.string(), z.unknown()).optional(),
  allowScripts: z.record(z.string(), z.boolean()),
});
export type Manifest = z.infer<typeof manifestSchema>;

const read = (file: string): unknown => JSON.parse(readFileSync(join(projectRoot, file), "utf8"));

export function readLock(): Lock {
  return z.object({ packages: z.record(z.string(), entrySchema) }).parse(read("package-lock.json")).packages;
}

export function readManifest(): Manifest {
  return manifestSchema.parse(read("package.json"));
}

const exactVersion = /^(?:npm:@?[\w./-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

/** Dependencies whose version is a range, an address or a tag: what they mean can change without a commit. */
export function inexact({ dependencies, devDependencies }: Pick<Manifest, "dependencies" | "devDependencies">) {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

/** Packages that no hash in the lockfile ties to their content. */
export function withoutIntegrity(lock: Lock): string[] {
  return packagesOf(lock)
    .filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ""))
    .map(([path]) => nameOf(path));
}

/** Real names of the packages that would run a script when they are installed. */
export function withInstallScript(lock: Lock): string[] {
  return packagesOf(lock)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path, { name }]) => name ?? nameOf(path));
}

function packagesOf(lock: Lock): [string, LockEntry][] {
  return Object.entries(lock).filter(([path]) => path !== "");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

export type Shipped = { readonly path: string; readonly name: string; readonly entry: LockEntry };

/** What a user of the program can get: everything that the dependencies need, without tools and tests. */
export function shippedPackages(lock: Lock): Shipped[] {
  const found = new Map<string, Shipped>();
  const walk = (from: string, entry: LockEntry) => {
    for (const name of needsOf(entry)) {
      const path = resolved(lock, from, name);
      const next = path === null ? undefined : lock[path];
      // An optional package of another platform may be left out of the lockfile.
      if (path === null || next === undefined || found.has(path)) continue;
      found.set(path, { path, name: next.name ?? name, entry: next });
      walk(path, next);
    }
  };
  const root = lock[""] ?? {};
  walk("", { dependencies: root.dependencies ?? {}, optionalDependencies: root.optionalDependencies ?? {} });
  return [...found.values()];
}

function needsOf({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockEntry): string[] {
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true);
  return [...Object.keys(dependencies ?? {}), ...Object.keys(optionalDependencies ?? {}), ...peers];
}

/** As Node finds it: beside the package, then further up. */
function resolved(lock: Lock, from: string, name: string): string | null {
  for (let folder = from; ; ) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock[path] !== undefined) return path;
    if (folder === "") return null;
    const up = folder.lastIndexOf("/node_modules/");
    folder = up === -1 ? "" : folder.slice(0, up);
  }
}
