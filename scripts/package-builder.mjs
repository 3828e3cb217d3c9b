/** What electron-builder is told beside electron-builder.yml: where Electron is, where to pack to, how to sign. */

/**
 * @typedef {object} Packing
 * @property {"--linux" | "--mac" | "--win"} system
 * @property {readonly string[]} targets Empty: those of electron-builder.yml.
 * @property {string} out
 * @property {string | null} electronDist A folder with an unpacked Electron; null where electron-builder fetches its own.
 * @property {string | null} homepage
 */

/**
 * @param {Packing} packing
 * @returns {string[]}
 */
export function builderArguments({ system, targets, out, electronDist, homepage }) {
  return [
    system,
    ...targets,
    "--config=electron-builder.yml",
    "--publish=never",
    `--config.directories.output=${out}`,
    ...(homepage === null ? [] : [`--config.extraMetadata.homepage=${homepage}`]),
    ...(electronDist === null ? [] : [`--config.electronDist=${electronDist}`]),
  ];
}

/**
 * The address of the project, which a deb has to name: said by the environment, by GitHub's, or the clone's own origin.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} origin What git calls the clone's origin; empty where there is none.
 * @returns {string | null}
 */
export function homepageOf(env, origin) {
  if (env.UNDERSTUDY_HOMEPAGE) return env.UNDERSTUDY_HOMEPAGE;
  if (env.GITHUB_REPOSITORY) return `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${env.GITHUB_REPOSITORY}`;
  const [, host, path] =
    /^(?:https:\/\/|ssh:\/\/git@|git@)(?:[^@/]*@)?([\w.-]+)[:/](.+?)(?:\.git)?\/?$/.exec(origin) ?? [];
  return host === undefined || path === undefined ? null : `https://${host}/${path}`;
}

/**
 * Certificates come by electron-builder's own environment variables, and from nowhere else: what lies in the keychain
 * of whoever packs is not taken without being asked for.
 * @param {"linux" | "darwin" | "win32"} system
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ args: string[], words: string[] }}
 */
export function signing(system, env) {
  if (system === "linux") return { args: [], words: [] };
  if (system === "win32") {
    const isSigned = Boolean(env.WIN_CSC_LINK || env.CSC_LINK);
    return { args: [], words: isSigned ? [] : ["Not signed: WIN_CSC_LINK names no certificate. Windows will warn."] };
  }
  if (!env.CSC_LINK && !env.CSC_NAME) {
    // Without a team, the hardened runtime would not let the program load its own libraries.
    const args = ["--config.mac.identity=-", "--config.mac.hardenedRuntime=false", "--config.mac.notarize=false"];
    return { args, words: ["Not signed but ad hoc: neither CSC_LINK nor CSC_NAME names a certificate."] };
  }
  const byKey = env.APPLE_API_KEY && env.APPLE_API_KEY_ID && env.APPLE_API_ISSUER;
  const byPassword = env.APPLE_ID && env.APPLE_APP_SPECIFIC_PASSWORD && env.APPLE_TEAM_ID;
  if (byKey || byPassword) return { args: ["--config.mac.notarize=true"], words: [] };
  const words = ["Signed but not notarised: neither APPLE_API_KEY nor APPLE_ID is set with what belongs to it."];
  return { args: ["--config.mac.notarize=false"], words };
}
