import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium, thisMachine } from "./browser.mjs";
import { root } from "./children.mjs";

/**
 * Draws the program's icon in every size and wraps it for each system: `npm run icons`, after a change of icon.svg.
 * What it writes is committed, so that packing needs neither a browser nor one of electron-builder's downloads.
 */

const folder = join(root, "electron", "package");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Apple's names of the sizes; the same picture is one size, and the size below it at twice the density. */
const appleTypes = /** @type {const} */ ([
  ["ic11", 32],
  ["ic12", 64],
  ["ic07", 128],
  ["ic13", 256],
  ["ic08", 256],
  ["ic14", 512],
  ["ic09", 512],
  ["ic10", 1024],
]);

/** An .ico has one byte for a size, where 0 stands for 256: nothing larger fits. */
const largestIco = 256;

/**
 * @param {string} svg
 * @returns {Promise<Map<number, Buffer>>} Size in pixels → PNG with transparent corners.
 */
async function draw(svg) {
  const executablePath = findChromium(thisMachine());
  if (executablePath === null) throw new Error("No browser of the Chromium family is installed to draw with.");
  // Chromium refuses root with its sandbox on; the picture is our own.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  try {
    const page = await browser.newPage();
    const drawn = new Map();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`);
      drawn.set(size, await page.screenshot({ omitBackground: true }));
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

/**
 * @param {ReadonlyMap<number, Buffer>} pictures
 * @returns {Buffer}
 */
export function toIco(pictures) {
  const fitting = [...pictures].filter(([size]) => size <= largestIco);
  const head = Buffer.alloc(6 + 16 * fitting.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(fitting.length, 4);
  let offset = head.length;
  fitting.forEach(([size, png], index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % largestIco, at);
    head.writeUInt8(size % largestIco, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...fitting.map(([, png]) => png)]);
}

/**
 * @param {ReadonlyMap<number, Buffer>} pictures
 * @returns {Buffer}
 */
export function toIcns(pictures) {
  const parts = appleTypes.flatMap(([type, size]) => {
    const png = pictures.get(size);
    return png === undefined ? [] : [Buffer.concat([Buffer.from(type), uint32(png.length + 8), png])];
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from("icns"), uint32(body.length + 8), body]);
}

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

async function main() {
  const pictures = await draw(readFileSync(join(folder, "icon.svg"), "utf8"));
  for (const [size, png] of pictures) writeFileSync(join(folder, "icons", `${size}x${size}.png`), png);
  writeFileSync(join(folder, "icon.ico"), toIco(pictures));
  writeFileSync(join(folder, "icon.icns"), toIcns(pictures));
}

if (import.meta.main) await main();
