import { resolve } from "node:path";
import { expect, test } from "vitest";
import { appArguments, hostArguments, parseFlags } from "#scripts/flags.mjs";

const here = resolve("/home/someone");

function parsed(...args: string[]) {
  const result = parseFlags(args, here);
  if (!result.ok) throw new Error(result.message);
  return result.flags;
}

function refusal(...args: string[]) {
  const result = parseFlags(args, here);
  return result.ok ? "accepted" : result.message;
}

test("no flags mean the defaults", () => {
  expect(parsed()).toEqual({
    help: false,
    web: false,
    port: null,
    open: true,
    gateway: false,
    gatewayPort: null,
    dataDir: null,
  });
});

test("every flag is read, with a value behind a space or an equals sign", () => {
  const flags = parsed("--web", "--port", "4173", "--no-open", "--data-dir=/srv/data");
  expect(flags).toMatchObject({ help: false, web: true, port: 4173, open: false, dataDir: resolve("/srv/data") });
  expect(parsed("--gateway", "--gateway-port", "5000")).toMatchObject({ gateway: true, gatewayPort: 5000, port: null });
  expect(parsed("--port=0").port).toBe(0);
});

test("a relative data folder is relative to where the user stands", () => {
  expect(parsed("--data-dir", "data").dataDir).toBe(resolve(here, "data"));
});

test("an unknown flag or a stray word is refused by name", () => {
  expect(refusal("--webb")).toBe("Unknown flag: --webb");
  expect(refusal("web")).toBe("Unknown flag: web");
  expect(refusal("--web=yes")).toBe("Unknown flag: --web=yes");
  expect(refusal("-h")).toBe("Unknown flag: -h");
});

test.each(["65536", "-1", "80a", "1e3", "0x50", " 80", "999999"])("the port %j is refused", (port) => {
  expect(refusal(`--port=${port}`)).toBe(`--port takes a number from 0 to 65535, not "${port}"`);
});

test("a missing value is refused instead of taking the next flag", () => {
  expect(refusal("--port")).toContain("--port needs a number");
  expect(refusal("--port", "--web")).toContain("--port needs a number");
  expect(refusal("--data-dir")).toContain("--data-dir needs a folder");
  expect(refusal("--data-dir=")).toContain("--data-dir needs a folder");
  expect(refusal("--data-dir", "--no-open")).toContain("--data-dir needs a folder");
});

test("a port of the gateway alone does not turn it on in silence", () => {
  expect(refusal("--gateway-port", "5000")).toContain("goes with --gateway");
  expect(refusal("--gateway", "--gateway-port", "99999")).toContain("--gateway-port takes a number");
});

test("both hosts are told of the gateway", () => {
  expect(appArguments(parsed("--gateway"))).toEqual(["--gateway"]);
  const expected = ["--gateway", "--gateway-port", "0", "--data-dir", resolve("/srv/data")];
  const flags = parsed("--gateway-port=0", "--gateway", "--data-dir=/srv/data", "--port=1");
  expect(appArguments(flags)).toEqual(expected);
  expect(hostArguments(flags)).toEqual(["--port", "1", ...expected]);
});

test("the host is told what was asked for and nothing else", () => {
  expect(hostArguments(parsed())).toEqual([]);
  const dataDir = resolve("/srv/data");
  expect(hostArguments(parsed("--web", "--port=0", "--no-open", "--data-dir", dataDir))).toEqual([
    "--port",
    "0",
    "--no-open",
    "--data-dir",
    dataDir,
  ]);
});
