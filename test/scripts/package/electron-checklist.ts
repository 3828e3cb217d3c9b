import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readFuses, wantedFuses } from "#scripts/package-fuses.mjs";
import type { Packed } from "#test/support/package/packed.ts";
import { projectRoot } from "#test/support/processes.ts";

/**
 * https://www.electronjs.org/docs/latest/tutorial/security, by its numbers, on the packed code under the double of
 * Electron: what it asks of Electron is proven, not what Electron does.
 */
export function testChecklist(packed: () => Packed): void {
  const preferences = () => {
    const [window] = packed().facts.windows;
    return z.record(z.string(), z.unknown()).parse(window?.options.webPreferences);
  };
  const code = () =>
    [...packed().archive.files.keys()]
      .filter((path) => /^dist\/electron\/.*\.c?js$/.test(path))
      .map((path) => packed().archive.read(path).toString("utf8"))
      .join("\n");

  test("1: only secure content is loaded", () => {
    expect(packed().facts.windows.map(({ loaded }) => loaded)).toEqual([["loadURL app://understudy/"]]);
    const page = packed().archive.read("dist/renderer/index.html").toString("utf8");
    expect([...page.matchAll(/(?:src|href)="([^"]*)"/g)].filter(([, url]) => !url?.startsWith("./"))).toEqual([]);
  });
  test("2: no Node in the page", () => {
    const off = { nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false };
    expect(preferences()).toMatchObject(off);
  });
  test("3: the context is isolated", () => expect(preferences()).toMatchObject({ contextIsolation: true }));
  test("4: every process is sandboxed, before the first one starts", () => {
    expect(preferences()).toMatchObject({ sandbox: true });
    expect(packed().facts.calls.slice(0, 2)).toEqual(["enableSandbox", "whenReady"]);
  });
  test("5: every permission is denied, asked for or checked", () => {
    expect(Object.keys(packed().facts.permissions)).toHaveLength(20);
    expect(Object.values(packed().facts.permissions).filter(Boolean)).toEqual([]);
    expect(packed().facts.checks).toEqual([false, false]);
  });
  test("6: web security is on", () => expect(preferences()).toMatchObject({ webSecurity: true }));
  test("7: a strict policy comes with every file", () => {
    const policies = new Set(Object.values(packed().facts.assets).map(({ policy }) => policy));
    expect([...policies]).toEqual([
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    ]);
    expect(packed().facts.schemes.map(({ privileges }) => privileges.bypassCSP)).toEqual([undefined]);
  });
  test("8: no insecure content beside the secure", () =>
    expect(preferences()).toMatchObject({ allowRunningInsecureContent: false }));
  test("9: no experimental features", () => {
    expect(preferences()).not.toHaveProperty("experimentalFeatures");
    expect(code()).not.toMatch(/experimentalFeatures|enable-experimental-web-platform-features/);
  });
  test("10: no features of Blink are switched on", () => {
    expect(preferences()).not.toHaveProperty("enableBlinkFeatures");
    expect(code()).not.toMatch(/enableBlinkFeatures|enable-blink-features|appendSwitch/);
  });
  test("11: no webview opens windows, since there is no webview", () => {
    expect(preferences()).toMatchObject({ webviewTag: false });
    expect(code()).not.toContain("allowpopups");
  });
  test("12: a webview that comes all the same is not attached", () =>
    expect(packed().facts.moves["will-attach-webview {}"]).toBe(true));
  test("13: the page goes nowhere but to itself", () => {
    const stayed = Object.entries(packed().facts.moves).filter(([, isHeld]) => !isHeld);
    expect(stayed).toEqual([['will-frame-navigate {"isMainFrame":true,"url":"app://understudy/"}', false]]);
    expect(preferences()).toMatchObject({ navigateOnDragDrop: false });
  });
  test("14: the page opens no window", () => expect(packed().facts.openings).toEqual([{ action: "deny" }]));
  test("15: only web and mail addresses leave for another program", () => {
    const opened = Object.entries(packed().facts.links).filter(([, { ok }]) => ok);
    expect(opened.map(([url]) => url)).toEqual(["https://example.com/"]);
    expect(packed().facts.opened).toEqual(["https://example.com/"]);
  });
  test("16: Electron is the one that is pinned", () => {
    const manifest = z.object({ devDependencies: z.object({ electron: z.string() }) });
    const { electron } = manifest.parse(
      JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")),
    ).devDependencies;
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/);
    // Where the real one is fetched, npm's package of this version fetches it.
    const installed = readFileSync(join(projectRoot, "node_modules/electron/package.json"), "utf8");
    expect(JSON.parse(installed)).toMatchObject({ version: electron });
  });
  test("17: nobody but our own page in our own window is answered", () => {
    expect(Object.keys(packed().facts.strangers)).toHaveLength(4);
    for (const answer of Object.values(packed().facts.strangers)) {
      expect(answer).toMatchObject({ ok: false, failure: { code: "unavailable" } });
    }
    expect(packed().facts.foreign.status).toBe(403);
  });
  test("18: an own scheme, no file://", () => {
    expect(packed().facts.schemes).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(code()).not.toMatch(/loadFile\(|loadURL\(["'`]file:/);
    expect(wantedFuses().grantFileProtocolExtraPrivileges).toBe(false);
  });
  test("19: the fuses that open the program are off", async () => {
    const fuses = await readFuses(join(packed().program, "understudy"));
    const { runAsNode, enableNodeOptionsEnvironmentVariable, enableNodeCliInspectArguments } = fuses;
    expect([runAsNode, enableNodeOptionsEnvironmentVariable, enableNodeCliInspectArguments]).toEqual([
      false,
      false,
      false,
    ]);
    expect([fuses.onlyLoadAppFromAsar, fuses.enableEmbeddedAsarIntegrityValidation]).toEqual([true, true]);
  });
  test("20: the page is given two functions, and nothing of Electron", () =>
    expect(packed().facts.exposed).toEqual({ understudy: ["request", "onBatch"] }));
}
