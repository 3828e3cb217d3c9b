import { type Browser, chromium } from "playwright-core";
import { findChromium, findHeadlessShell, thisMachine } from "#scripts/browser.mjs";

const usualFlags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let shared: Promise<Browser> | null = null;

/** One browser for all tests of a file: each has a context of its own, and a start takes longer than many a test. */
export async function openBrowser(): Promise<Browser> {
  shared ??= launchBrowser();
  const browser = await shared;
  if (browser.isConnected()) return browser;
  shared = launchBrowser();
  return await shared;
}

export async function closeBrowser(): Promise<void> {
  const open = shared;
  shared = null;
  await (await open)?.close();
}

/** What users have, where a test asks for the whole browser and it is there; else the fastest of the same engine. */
export function findBrowser(kind: "fast" | "whole"): string {
  const machine = thisMachine();
  const [shell, whole] = [findHeadlessShell(machine), findChromium(machine)];
  const path = kind === "fast" ? (shell ?? whole) : (whole ?? shell);
  if (path === null) throw new Error("No browser of the Chromium family is installed.");
  return path;
}

/** An installed browser of the Chromium family, with these flags beside the usual ones. */
export async function launchBrowser(flags: readonly string[] = [], kind: "fast" | "whole" = "fast"): Promise<Browser> {
  const executablePath = findBrowser(kind);
  // Chromium refuses root with its sandbox on; the pages here are our own.
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, headless: true, args: [...usualFlags, ...flags, ...root] });
}
