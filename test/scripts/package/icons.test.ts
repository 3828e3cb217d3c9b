import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { toIcns, toIco } from "#scripts/icons.mjs";
import { projectRoot } from "#test/support/processes.ts";

/** The committed icons: electron-builder takes each as it is, so that nothing has to be fetched to convert them. */

const folder = join(projectRoot, "electron", "package");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const pictureOf = (size: number) => readFileSync(join(folder, "icons", `${size}x${size}.png`));
const pictures = new Map(sizes.map((size) => [size, pictureOf(size)]));

test("there is a picture of every size, with corners to see through and our mark in it", () => {
  expect(readdirSync(join(folder, "icons")).sort()).toEqual(sizes.map((size) => `${size}x${size}.png`).sort());
  for (const size of sizes) {
    const { width, height, data } = PNG.sync.read(pictureOf(size));
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    expect([width, height]).toEqual([size, size]);
    expect(at(0, 0)[3]).toBe(0);
    const [red = 0, green = 0, blue = 0, alpha = 0] = at(Math.round(size * 0.61), Math.round(size * 0.69));
    expect([alpha, blue > red + 50, blue > green + 50], `${size}`).toEqual([255, true, true]);
  }
});

test("Windows' and Apple's files hold these very pictures", () => {
  expect(readFileSync(join(folder, "icon.ico")).equals(toIco(pictures))).toBe(true);
  expect(readFileSync(join(folder, "icon.icns")).equals(toIcns(pictures))).toBe(true);
});

test("an .ico tells each picture's size and place; 256 is written as 0, and nothing larger is in it", () => {
  const ico = toIco(pictures);
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7]);
  const entries = Array.from({ length: 7 }, (_, index) => {
    const at = 6 + 16 * index;
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)];
    return { size: ico.readUInt8(at) || 256, width: PNG.sync.read(ico.subarray(offset, offset + length)).width };
  });
  expect(entries).toEqual([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, width: size })));
});

test("an .icns is read part by part, each of the size that its name stands for", () => {
  const icns = toIcns(pictures);
  expect(icns.toString("latin1", 0, 4)).toBe("icns");
  expect(icns.readUInt32BE(4)).toBe(icns.length);
  const parts: [string, number][] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const png = PNG.sync.read(icns.subarray(at + 8, at + icns.readUInt32BE(at + 4)));
    parts.push([icns.toString("latin1", at, at + 4), png.width]);
  }
  expect(Object.fromEntries(parts)).toEqual({
    ...{ ic11: 32, ic12: 64, ic07: 128, ic13: 256 },
    ...{ ic08: 256, ic14: 512, ic09: 512, ic10: 1024 },
  });
});
