import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { hashSources } from "#scripts/bundle.mjs";
import { createFakeProject, type FakeProject } from "#test/scripts/fake-project.ts";
import { cleanEnvironment } from "#test/support/processes.ts";

const announce = 'console.log("Understudy is running at http://127.0.0.1:4173/#token=abc");';
// Whoever reads the announcement may send a signal at once, so the handler stands before it.
const patient = `
let signals = 0;
process.on("SIGINT", () => { signals += 1; setTimeout(() => { console.log("signals", signals); process.exit(0); }, 300); });
${announce}
setInterval(() => {}, 1000);`;
const onPosix = test.skipIf(process.platform === "win32" || process.platform === "darwin");

let project: FakeProject | undefined;
afterEach(async () => {
  await project?.remove();
});

test.each([
  [["--webb"], "Unknown flag: --webb"],
  [["--port", "http"], '--port takes a number from 0 to 65535, not "http"'],
  [["--port"], "--port needs a number"],
  [["--data-dir"], "--data-dir needs a folder"],
])("%j is refused with exit code 2 before anything is installed", async (args, message) => {
  project = await createFakeProject(announce);
  await rm(join(project.folder, "node_modules"), { recursive: true });
  const started = project.start(args);
  expect(await started.ended).toBe(2);
  expect(started.stderr()).toContain(message);
  expect(started.stderr()).toContain("Usage: npm start");
  expect(started.stdout()).toBe("");
});

test("--help prints every flag and needs nothing installed", async () => {
  project = await createFakeProject(announce);
  await rm(join(project.folder, "node_modules"), { recursive: true });
  const started = project.start(["--help"]);
  expect(await started.ended).toBe(0);
  for (const flag of ["--web", "--port N", "--no-open", "--data-dir DIR", "--help"]) {
    expect(started.stdout()).toContain(flag);
  }
});

test("the host gets the flags, and its lines and its exit code come through", async () => {
  project = await createFakeProject(`${announce} console.log(JSON.stringify(process.argv.slice(2))); process.exit(3);`);
  const started = project.start(["--web", "--no-open", "--port", "4173", "--data-dir", "data"], { INIT_CWD: "/srv" });
  expect(await started.ended).toBe(3);
  expect(started.stdout()).toContain("Understudy is running at http://127.0.0.1:4173/#token=abc\n");
  expect(started.stdout()).toContain('["--port","4173","--no-open","--data-dir","/srv/data"]');
});

onPosix("Ctrl+C reaches the host once, however often it is passed on, and we end with it", async () => {
  project = await createFakeProject(patient);
  const started = project.start(["--web", "--no-open"]);
  await started.line(/Understudy is running/);
  started.child.kill("SIGINT");
  const ended = await started.stop("SIGINT");
  expect(started.stdout()).toContain("signals 1");
  expect(ended.code).toBe(0);
  // Before it would have been killed.
  expect(ended.ms).toBeLessThan(5_000);
});

onPosix("a host that ignores Ctrl+C is killed after a while", async () => {
  project = await createFakeProject(`process.on("SIGINT", () => {}); ${announce} setInterval(() => {}, 1000);`);
  const started = project.start(["--web", "--no-open"]);
  await started.line(/Understudy is running/);
  const ended = await started.stop("SIGINT");
  expect(ended.code).toBe(137);
  expect(ended.ms).toBeGreaterThan(4_000);
});

onPosix("a signal to npm alone ends the host too", async () => {
  project = await createFakeProject(patient.replaceAll("SIGINT", "SIGTERM"));
  await project.write("package.json", '{ "type": "module", "scripts": { "start": "node scripts/start.mjs" } }');
  await project.write("dist/.stamp", hashSources(project.folder));
  const log = join(project.folder, "log");
  const npm = spawn(`exec npm start --silent -- --web --no-open > "${log}"`, {
    cwd: project.folder,
    env: cleanEnvironment(),
    shell: true,
    stdio: "ignore",
  });
  const npmEnded = new Promise((resolve) => npm.once("exit", resolve));
  await expect.poll(() => readFileSync(log, "utf8")).toContain("Understudy is running");
  npm.kill("SIGTERM");
  await npmEnded;
  await expect.poll(() => readFileSync(log, "utf8")).toContain("signals 1");
});

onPosix("Electron is preferred, gets its flags, and its exit code comes through", async () => {
  project = await createFakeProject(announce);
  const electron = await project.plantElectron('echo "electron $@"; exit 3');
  const started = project.start(["--no-open", "--data-dir", "/srv/data"], { ELECTRON_OVERRIDE_DIST_PATH: electron });
  expect(await started.ended).toBe(3);
  expect(started.stdout()).toContain(`electron ${project.folder}/ --data-dir /srv/data\n`);
  expect(started.stdout()).not.toContain("Understudy is running");
});

onPosix("--web passes Electron by", async () => {
  project = await createFakeProject(announce);
  const electron = await project.plantElectron("echo electron");
  const started = project.start(["--web", "--no-open"], { ELECTRON_OVERRIDE_DIST_PATH: electron });
  expect(await started.ended).toBe(0);
  expect(started.stdout()).toBe("Understudy is running at http://127.0.0.1:4173/#token=abc\n");
});

onPosix("an Electron that cannot start here gives way to the browser, in one line", async () => {
  project = await createFakeProject(announce);
  const electron = await project.plantElectron("exit 133");
  const started = project.start(["--no-open"], { ELECTRON_OVERRIDE_DIST_PATH: electron });
  expect(await started.ended).toBe(0);
  expect(started.stdout().split("\n")).toEqual([
    "Not the desktop app but the browser: Electron could not start here (it ended with code 133).",
    "Understudy is running at http://127.0.0.1:4173/#token=abc",
    "",
  ]);
});

test("an Electron download that fails is said in one line and not tried again the same day", async () => {
  project = await createFakeProject(announce);
  const first = project.start(["--no-open"]);
  expect(await first.ended).toBe(0);
  expect(first.stdout()).toContain("Fetching Electron 45.0.0");
  expect(first.stdout()).toContain("Electron is not here (its download failed: no such host).");
  const second = project.start(["--no-open"]);
  expect(await second.ended).toBe(0);
  expect(second.stdout()).not.toContain("Fetching");
  expect(second.stdout()).toContain("its download failed: no such host; the next try is in 24 h");
});

test("a build that fails is shown and ends with code 1", async () => {
  project = await createFakeProject(announce);
  await project.write("shared/run.ts", "changed");
  await project.write("node_modules/vite/bin/vite.js", 'console.error("cannot build this"); process.exit(7);');
  const started = project.start(["--web", "--no-open"]);
  expect(await started.ended).toBe(1);
  expect(started.stderr()).toContain("cannot build this");
  expect(started.stdout()).not.toContain("Understudy is running");
});

test("what is stale is built before the host starts, and only once", async () => {
  project = await createFakeProject(announce);
  await project.write("shared/run.ts", "changed");
  await project.write("node_modules/vite/bin/vite.js", "");
  const first = project.start(["--web", "--no-open"]);
  expect(await first.ended).toBe(0);
  expect(first.stdout()).toContain("Building");
  const second = project.start(["--web", "--no-open"]);
  expect(await second.ended).toBe(0);
  expect(second.stdout()).not.toContain("Building");
});
