/**
 * The environment of the key process: what a keychain needs to be found, and nothing else. A list of what may pass
 * and not of what may not, because a key can hide in a variable of any name. `NODE_OPTIONS` stays out too: a debugger
 * meant for the program would fight over its port.
 */
const names: ReadonlySet<string> = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "TMPDIR",
  "DISPLAY",
  "WAYLAND_DISPLAY",
  "XAUTHORITY",
  "DBUS_SESSION_BUS_ADDRESS",
  "GNOME_KEYRING_CONTROL",
  "LD_LIBRARY_PATH",
  "__CF_USER_TEXT_ENCODING",
  "SYSTEMROOT",
  "WINDIR",
  "SYSTEMDRIVE",
  "USERPROFILE",
  "USERNAME",
  "USERDOMAIN",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "TEMP",
  "TMP",
]);

const families: readonly string[] = ["XDG_", "LC_", "KDE_"];

export type Environment = Readonly<Record<string, string | undefined>>;

export function keyProcessEnvironment(environment: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    // Windows writes names in any case.
    const upper = name.toUpperCase();
    const passes = names.has(upper) || families.some((family) => upper.startsWith(family));
    if (passes && value !== undefined) kept[name] = value;
  }
  return kept;
}
