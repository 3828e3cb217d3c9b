import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

/** What goes beside the packages: the bill of materials, and the checksums. */

/**
 * @typedef {object} Component One entry of a CycloneDX bill.
 * @property {string} type
 * @property {string} name
 * @property {string} version
 * @property {string} [bom-ref]
 * @property {{ alg: string, content: string }[]} [hashes]
 */

/**
 * npm's own bill, of which what ships is kept, with the files of machine code and their checksums (security.md B4). Not
 * `npm sbom --omit dev`: that leaves out what the development needs as well, as zod and undici, and names compilers for
 * other systems, which only the development can need.
 * @param {string} npmBill What `npm sbom` printed of everything.
 * @param {object} beside
 * @param {ReadonlySet<string>} beside.shipped `name@version` of each package that ships.
 * @param {readonly { name: string, version: string, sha256: string }[]} beside.binaries
 * @returns {string}
 */
export function completeBill(npmBill, { shipped, binaries }) {
  const bill = JSON.parse(npmBill);
  const own = bill.metadata.component;
  /** @type {Component[]} */
  const all = bill.components;
  // Not by its name: keytar is the name here of a package that is called otherwise.
  const kept = all.filter((one) => shipped.has(one["bom-ref"] ?? ""));
  const refs = new Set([own["bom-ref"], ...kept.map((one) => one["bom-ref"])]);
  /** @type {{ ref: string, dependsOn: string[] }[]} */
  const links = bill.dependencies;
  const dependencies = links
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  /** @type {Component[]} */
  const files = binaries.map(({ name, version, sha256 }) => ({
    type: "file",
    name,
    version,
    hashes: [{ alg: "SHA-256", content: sha256 }],
  }));
  // npm takes the name of the folder, which is everybody's own, and takes every package for a library.
  bill.metadata.component = { ...own, type: "application", name: "understudy" };
  return `${JSON.stringify({ ...bill, components: [...kept, ...files], dependencies }, null, 2)}\n`;
}

/**
 * @param {string} licences The text of the build's list of licences (licences.mjs), which the bundlers themselves named.
 * @returns {Set<string>} `name@version` of each package that ships.
 */
export function shippedPackages(licences) {
  /** @type {{ components: import("./licences.mjs").Component[] }} */
  const { components } = JSON.parse(licences);
  return new Set(components.map(({ name, version }) => `${name}@${version}`));
}

/**
 * @param {string} folder A folder of a packed program.
 * @returns {string[]} Paths of the machine code in it that is not Electron's own, with forward slashes.
 */
export function nativeFiles(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".node"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort();
}

/**
 * Writes `SHA256SUMS` over the files of the folder itself, in the form that `sha256sum --check` reads.
 * @param {string} folder
 * @returns {Promise<string[]>} The names it holds.
 */
export async function writeSums(folder) {
  const names = packagesIn(folder);
  const lines = [];
  for (const name of names) lines.push(`${await sha256(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), lines.join(""));
  return names;
}

/** @param {string} file */
export async function sha256(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/**
 * electron-builder leaves notes for itself beside the packages.
 * @param {string} folder
 */
function packagesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^understudy-/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** @param {string} folder */
export function versionOf(folder) {
  const file = join(folder, "package.json");
  if (!existsSync(file)) throw new Error(`${file} is not there.`);
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(file, "utf8"));
  return version;
}
