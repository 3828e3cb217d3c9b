import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildStale } from "./bundle.mjs";
import { programNode, root, run } from "./children.mjs";
import { findOrFetchElectron } from "./electron-binary.mjs";
import { installMissing, runNpm } from "./install.mjs";

/**
 * `npm run package`: builds, packs for this system, reads the fuses back from what was packed, and writes the bill of
 * materials and the checksums beside it. Says what it could not sign.
 */

const help = `Usage: npm run package [-- flags]
  --targets A,B  what electron-builder makes; default: AppImage and deb, dmg, or nsis, by this system. \`dir\` only unpacks
  --out DIR      where to; default: dist/package`;

const usualOut = join(root, "dist", "package");
const systems = /** @type {const} */ ({ linux: "--linux", darwin: "--mac", win32: "--win" });

/** npm's warnings would stand in the bill. */
const billArguments = ["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--loglevel=silent"];

/**
 * @typedef {object} Packing
 * @property {string[]} targets Empty: those of electron-builder.yml.
 * @property {string} out
 */

/** @param {Packing} packing */
async function pack(packing) {
  if (!(await installMissing()) || !(await buildStale())) return 1;
  const electron = await findOrFetchElectron(process.env);
  if (electron.path === null) {
    console.error(
      `Nothing was packed: a package holds Electron's binary, and it is not here (${electron.reason}).\n` +
        "It comes from GitHub at the first `npm start` or `npx install-electron` with a network that reaches it; " +
        "ELECTRON_OVERRIDE_DIST_PATH names a folder that holds it already.",
    );
    return 1;
  }
  const trouble = clear(packing.out);
  if (trouble !== null) {
    console.error(`Nothing was packed: ${trouble}`);
    return 2;
  }
  if (!(await runBuilder(packing, electron.path))) return 1;
  return (await checkFuses(packing.out)) && (await writePapers(packing.out)) ? 0 : 1;
}

/**
 * @param {Packing} packing
 * @param {string} electron
 */
async function runBuilder({ targets, out }, electron) {
  const node = programNode();
  if (node === null) return false;
  const { builderArguments, homepageOf, signing } = await import("./package-builder.mjs");
  const { platform } = process;
  const system = platform === "darwin" || platform === "win32" ? platform : "linux";
  const homepage = homepageOf(process.env, await originOfClone());
  const wanted = homepage === null && system === "linux" ? withoutDeb(targets) : targets;
  if (wanted === null) return false;
  const sign = signing(system, process.env);
  for (const line of sign.words) console.log(line);
  const args = builderArguments({
    system: systems[system],
    targets: wanted,
    out,
    electronDist: copied(electron),
    homepage,
  });
  const cli = join(root, "node_modules", "electron-builder", "cli.js");
  const { code } = await run(node, [cli, ...args, ...sign.args]);
  if (code !== 0) console.error(`electron-builder ended with code ${code}. Its message is above.`);
  return code === 0;
}

/**
 * @param {readonly string[]} targets
 * @returns {readonly string[] | null} Null where a deb was asked for by name.
 */
function withoutDeb(targets) {
  const why = "a deb has to name the project's address. UNDERSTUDY_HOMEPAGE can say it";
  if (targets.includes("deb")) {
    console.error(`Nothing was packed: ${why}.`);
    return null;
  }
  if (targets.length > 0) return targets;
  console.log(`No deb is made: ${why}.`);
  return ["AppImage"];
}

async function originOfClone() {
  const { code, output } = await run("git", ["config", "--get", "remote.origin.url"], { quiet: true });
  return code === 0 ? output.trim() : "";
}

/**
 * A universal app needs Electron for both processors, which only electron-builder fetches.
 * @param {string} electron
 * @returns {string | null}
 */
function copied(electron) {
  return process.platform === "darwin" ? null : dirname(electron);
}

/**
 * Makes an empty folder of it. Only our own is cleared: what somebody names may be their home.
 * @param {string} out
 * @returns {string | null} Why it cannot be packed to, in words.
 */
function clear(out) {
  try {
    if (out === usualOut) rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    accessSync(out, constants.W_OK);
    return readdirSync(out).length === 0 ? null : `${out} is not empty. Packages want a folder of their own.`;
  } catch (error) {
    return `${out} cannot be written to (${error instanceof Error ? error.message : String(error)}).`;
  }
}

/** @param {string} out */
async function checkFuses(out) {
  const { fuseTroubles, packedPrograms, readFuses, wantedFuses } = await import("./package-fuses.mjs");
  const programs = packedPrograms(out);
  if (programs.length === 0) console.error(`There is no packed program in ${out}.`);
  let isRight = programs.length > 0;
  for (const program of programs) {
    const troubles = fuseTroubles(wantedFuses(), await readFuses(program));
    for (const trouble of troubles) console.error(`${program}: the fuse ${trouble}.`);
    isRight &&= troubles.length === 0;
  }
  if (isRight) console.log("The fuses were read back and are as they should be.");
  return isRight;
}

/** @param {string} out */
async function writePapers(out) {
  const papers = await import("./package-papers.mjs");
  const { completeBill, nativeFiles, sha256, shippedPackages, versionOf, writeSums } = papers;
  const bill = await runNpm(billArguments, { quiet: true });
  if (bill.code !== 0) {
    console.error(`${bill.output}The bill of materials could not be made.`);
    return false;
  }
  const binaries = [];
  const keytar = join(root, "node_modules", "keytar");
  for (const name of nativeFiles(out)) {
    binaries.push({ name, version: versionOf(keytar), sha256: await sha256(join(out, name)) });
  }
  const file = `understudy-${versionOf(root)}-${process.platform}.cdx.json`;
  const shipped = shippedPackages(readFileSync(join(root, "dist", "renderer", "licences.json"), "utf8"));
  writeFileSync(join(out, file), completeBill(bill.output, { shipped, binaries }));
  const names = await writeSums(out);
  console.log(`In ${out}:\n${names.map((name) => `  ${name}`).join("\n")}\n  SHA256SUMS`);
  return true;
}

/** @returns {Packing | null} Null where the flags are wrong. */
function readFlags() {
  try {
    const { values } = parseArgs({ options: { targets: { type: "string" }, out: { type: "string" } } });
    const targets = (values.targets ?? "").split(",").filter(Boolean);
    const wrong = targets.find((target) => !/^\w+$/.test(target));
    if (wrong !== undefined) throw new Error(`${wrong} is no target`);
    const base = process.env.INIT_CWD ?? process.cwd();
    const out = values.out === undefined ? usualOut : resolve(base, values.out);
    return { targets, out };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return null;
  }
}

const packing = readFlags();
process.exitCode = packing === null ? 2 : await pack(packing);
