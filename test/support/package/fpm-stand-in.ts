import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Stands in for fpm, which electron-builder downloads: takes the same arguments and has Debian's own dpkg-deb make the
 * package. So the names, scripts, icons and places in it are electron-builder's; only the packing is ours.
 */

const single: Readonly<Record<string, string>> = {
  "--name": "Package",
  "--version": "Version",
  "--architecture": "Architecture",
  "--maintainer": "Maintainer",
  "--url": "Homepage",
  "--category": "Section",
  "--deb-priority": "Priority",
  "--description": "Description",
};
const listed: Readonly<Record<string, string>> = { "-d": "Depends", "--deb-recommends": "Recommends" };
const scripts: Readonly<Record<string, string>> = { "--after-install": "postinst", "--after-remove": "postrm" };
const flags = new Set(["--force"]);

type Order = {
  readonly fields: Map<string, string[]>;
  readonly scripts: Map<string, string>;
  readonly copies: [from: string, to: string][];
  out: string;
};

function readOrder(args: readonly string[]): Order {
  const order: Order = { fields: new Map(), scripts: new Map(), copies: [], out: "" };
  for (let index = 0; index < args.length; index += 1) {
    const name = args[index] ?? "";
    if (flags.has(name)) continue;
    if (!name.startsWith("-")) {
      const cut = name.lastIndexOf("=");
      order.copies.push([name.slice(0, cut), name.slice(cut + 1)]);
      continue;
    }
    index += 1;
    take(order, name, args[index] ?? "");
  }
  return order;
}

function take(order: Order, name: string, value: string): void {
  const script = scripts[name];
  const field = single[name] ?? listed[name];
  if (name === "--package") order.out = value;
  else if (script !== undefined) order.scripts.set(script, value);
  else if (field !== undefined) order.fields.set(field, [...(order.fields.get(field) ?? []), value]);
}

function build({ fields, scripts: files, copies, out }: Order): void {
  const folder = mkdtempSync(join(tmpdir(), "understudy-deb-"));
  try {
    mkdirSync(join(folder, "DEBIAN"), { mode: 0o755 });
    chmodSync(folder, 0o755);
    const control = [...fields].map(([name, values]) => `${name}: ${values.join(", ")}\n`);
    writeFileSync(join(folder, "DEBIAN", "control"), control.join(""));
    for (const [name, file] of files) cpSync(file, join(folder, "DEBIAN", name));
    for (const name of files.keys()) chmodSync(join(folder, "DEBIAN", name), 0o755);
    for (const [from, to] of copies) {
      const isFolder = statSync(from).isDirectory();
      mkdirSync(isFolder ? join(folder, to) : dirname(join(folder, to)), { recursive: true });
      cpSync(from, join(folder, to), { recursive: true });
    }
    execFileSync("dpkg-deb", ["-Zgzip", "-z1", "--root-owner-group", "--build", folder, out], { stdio: "inherit" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

build(readOrder(process.argv.slice(2)));
