import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readArchive } from "#test/support/package/asar.ts";
import type { Packed } from "#test/support/package/packed.ts";

/** What is in the deb, as dpkg-deb takes it apart. It is not installed: its dependencies are no part of the tests. */
export function testDeb(packed: () => Packed): void {
  const deb = () => join(packed().out, readdirSync(packed().out).find((name) => name.endsWith(".deb")) ?? "");
  const installed = () => join(packed().out, "installed");
  beforeAll(() => {
    execFileSync("dpkg-deb", ["--extract", deb(), installed()]);
    execFileSync("dpkg-deb", ["--control", deb(), join(installed(), "DEBIAN")]);
  });

  test("says what it is and what it needs, the keychain's library among it", () => {
    const fields = ["Package", "Version", "Section", "Maintainer", "Homepage", "Depends", "Recommends", "Description"];
    const told = execFileSync("dpkg-deb", ["--field", deb(), ...fields], { encoding: "utf8" });
    expect(told).toContain("Package: understudy");
    expect(told).toContain("Section: devel");
    expect(told).toContain("Homepage: https://example.test/understudy");
    expect(told).toContain("Maintainer: The Understudy authors");
    expect(told).toMatch(/Depends: .*libgtk-3-0.*libsecret-1-0/);
    expect(told).toContain("Recommends: gnome-keyring");
    expect(told).toContain("Description: One prompt to many language models, side by side");
  });

  test("puts the program, its entry in the menu and its icon in every size where they belong", () => {
    const program = join(installed(), "opt", "Understudy");
    expect(readArchive(join(program, "resources", "app.asar")).headerHash).toBe(packed().archive.headerHash);
    for (const name of ["understudy", "chrome-sandbox"]) expect(statSync(join(program, name)).mode & 0o777).toBe(0o755);
    const entry = readFileSync(join(installed(), "usr/share/applications/understudy.desktop"), "utf8");
    for (const line of ["Name=Understudy", "Exec=/opt/Understudy/understudy %U", "Icon=understudy"])
      expect(entry.split("\n")).toContain(line);
    for (const line of ["Categories=Development;", "StartupWMClass=understudy", "Terminal=false"])
      expect(entry.split("\n")).toContain(line);
    // A program that takes addresses from web pages can be started by them (security.md §2).
    expect(entry).not.toContain("MimeType");
    const icons = join(installed(), "usr/share/icons/hicolor");
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
      expect(existsSync(join(icons, `${size}x${size}`, "apps/understudy.png")), `${size}`).toBe(true);
  });

  test("installs a sandbox that works, and leaves nothing of its own in the system", () => {
    const script = (name: string) => readFileSync(join(installed(), "DEBIAN", name), "utf8");
    expect(script("postinst")).toContain("chmod 4755 '/opt/Understudy/chrome-sandbox'");
    expect(script("postinst")).toContain("/etc/apparmor.d/understudy");
    expect(script("postrm")).toContain("update-alternatives --remove 'understudy' '/opt/Understudy/understudy'");
    expect(execFileSync("sh", ["-n", join(installed(), "DEBIAN", "postrm")], { encoding: "utf8" })).toBe("");
    expect(readdirSync(installed()).sort()).toEqual(["DEBIAN", "opt", "usr"]);
  });
}
