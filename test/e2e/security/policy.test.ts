import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentSecurityPolicy, deniedFeatures, securityHeaders } from "#electron/bridge/security-headers.ts";
import { openBrowser } from "#test/support/browser.ts";
import { ask } from "#test/support/loopback.ts";
import { projectRoot } from "#test/support/processes.ts";
import { openUntrustedWorld, type UntrustedWorld } from "#test/support/untrusted/world.ts";

/** R4 (security.md §6.4), asked of the running program: what the page may do at all. */
let world: UntrustedWorld;

beforeAll(async () => {
  world = await openUntrustedWorld(await openBrowser());
});

afterAll(() => world.close());

describe("R4, the headers", () => {
  it("are exactly those of the plan", () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  it("come with every answer: of each file of the window, of none, of a wrong method, host or origin", async () => {
    const host = `127.0.0.1:${world.port}`;
    const files = await readdir(join(projectRoot, "dist/renderer"), { recursive: true, withFileTypes: true });
    const paths = files
      .filter((file) => file.isFile() && !file.name.endsWith(".map"))
      .map((file) => `${file.parentPath.slice(join(projectRoot, "dist/renderer").length)}/${file.name}`);
    const asked = [
      ...["/", ...paths].map((path) => ({ path, status: 200 })),
      { path: "/none", status: 404 },
      { path: "/%2e%2e/package.json", status: 404 },
      { path: "/", status: 405, method: "POST" },
      { path: "/", status: 421, headers: { Host: "evil.test" } },
      { path: "/", status: 403, headers: { Origin: "http://evil.test" } },
      { path: "/socket", status: 404 },
    ];
    for (const { path, status, ...options } of asked) {
      const answer = await ask(world.port, path, { headers: { Host: host }, ...options });
      expect(answer.status, path).toBe(status);
      for (const [name, value] of Object.entries(securityHeaders)) {
        expect(answer.headers[name.toLowerCase()], `${name} of ${path}`).toBe(value);
      }
    }
  });
});

describe("R4, the page", () => {
  it("has nothing of Node, of Electron or of the host in it", async () => {
    const names = [
      "process",
      "require",
      "module",
      "exports",
      "Buffer",
      "global",
      "__dirname",
      "electron",
      "ipcRenderer",
    ];
    const known = await world.page.evaluate((all) => all.filter((name) => name in window), names);
    expect(known).toEqual([]);
  });

  it("runs no text as code: each way to do so is refused", async () => {
    const { page, watch } = await world.openPage();
    const outcomes = await page.evaluate(tryToRun);
    const ran = Object.entries(outcomes).filter(([, outcome]) => outcome !== "refused");
    expect(ran).toEqual([]);
    expect(Object.keys(outcomes).length).toBeGreaterThanOrEqual(16);
    const found = await watch.found();
    expect(found.filter((one) => one.startsWith("script:"))).toEqual([]);
    expect(found.some((one) => one.startsWith("policy: require-trusted-types-for"))).toBe(true);
    await page.close();
  });

  it("makes no policy of its own for trusted types", async () => {
    const refused = await world.page.evaluate(() => {
      const types: unknown = Reflect.get(window, "trustedTypes");
      if (typeof types !== "object" || types === null) return "there are no trusted types";
      const create: unknown = Reflect.get(types, "createPolicy");
      if (typeof create !== "function") return "no policy can be made at all";
      try {
        create.call(types, "default", { createHTML: (text: string) => text });
        return "made";
      } catch {
        return "refused";
      }
    });
    expect(refused).toBe("refused");
    await world.watch.found();
  });

  it("is denied at least 20 of the browser's features, by itself and for any frame", async () => {
    expect(deniedFeatures.length).toBeGreaterThanOrEqual(20);
    const allowed = await world.page.evaluate((names) => {
      const policy: unknown = Reflect.get(document, "featurePolicy");
      const allows: unknown = typeof policy === "object" && policy !== null && Reflect.get(policy, "allowsFeature");
      const known: unknown = typeof policy === "object" && policy !== null && Reflect.get(policy, "features");
      if (typeof allows !== "function" || typeof known !== "function") return ["The browser cannot say."];
      const all: readonly string[] = known.call(policy);
      return names.filter((name) => !all.includes(name) || allows.call(policy, name));
    }, deniedFeatures);
    expect(allowed).toEqual([]);
  });

  it("is refused the camera, the microphone, the place, the screen and notices when it asks", async () => {
    const outcomes = await world.page.evaluate(async () => {
      const outcome = (asked: Promise<unknown>) => asked.then(String, (error: unknown) => `refused ${String(error)}`);
      const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject));
      return [
        await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
        await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        await outcome(navigator.mediaDevices.getDisplayMedia()),
        await outcome(place.catch((error: unknown) => Promise.reject(error instanceof Error ? error : "denied"))),
        (await Notification.requestPermission()) === "granted" ? "granted" : "refused",
      ];
    });
    for (const outcome of outcomes) expect(outcome).toMatch(/^refused/);
  });
});

/** In the page: every way to make text run, or to make it elements. */
async function tryToRun(): Promise<Record<string, string>> {
  // The browser lets its debugger run text as code, so this is done once its call is over.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const html = "<img src=x onerror=__pwn()>";
  const box = () => document.body.appendChild(document.createElement("div"));
  const script = () => document.createElement("script");
  const ways: Readonly<Record<string, () => unknown>> = {
    innerHTML: () => Reflect.set(box(), "innerHTML", html),
    outerHTML: () => Reflect.set(box(), "outerHTML", html),
    insertAdjacentHTML: () => box().insertAdjacentHTML("beforeend", html),
    setHTMLUnsafe: () => Reflect.apply(Reflect.get(Element.prototype, "setHTMLUnsafe"), box(), [html]),
    "document.write": () => document.write(html),
    "document.writeln": () => document.writeln(html),
    DOMParser: () => new DOMParser().parseFromString(html, "text/html"),
    createContextualFragment: () => document.createRange().createContextualFragment(html),
    "iframe.srcdoc": () => Reflect.set(document.createElement("iframe"), "srcdoc", html),
    "script.text": () => Reflect.set(script(), "text", "__pwn()"),
    "script.textContent": () => Reflect.set(script(), "textContent", "__pwn()"),
    "script.src": () => Reflect.set(script(), "src", "data:text/javascript,__pwn()"),
    "an attribute of an event": () => box().setAttribute("onclick", "__pwn()"),
    eval: () => Reflect.get(window, "eval")("__pwn()"),
    Function: () => Reflect.construct(Function, ["__pwn()"])(),
    setTimeout: () => Reflect.apply(setTimeout, window, ["__pwn()", 0]),
    setInterval: () => Reflect.apply(setInterval, window, ["__pwn()", 0]),
    Worker: () => new Worker("data:text/javascript,postMessage(1)"),
    SharedWorker: () => new SharedWorker("data:text/javascript,postMessage(1)"),
    "embed.src": () => Reflect.set(document.createElement("embed"), "src", "data:text/html,a"),
    "object.data": () => Reflect.set(document.createElement("object"), "data", "data:text/html,a"),
  };
  const outcomes: Record<string, string> = {};
  for (const [name, way] of Object.entries(ways)) {
    try {
      way();
      outcomes[name] = "done";
    } catch {
      outcomes[name] = "refused";
    }
  }
  return outcomes;
}
