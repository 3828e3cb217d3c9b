import { pythonWithHttpx } from "#scripts/system-packages.mjs";

/** The launcher has seen to it that there is one. */
export function findPython(): string {
  const found = pythonWithHttpx();
  if (found === null) throw new Error("No Python with httpx. On Debian: apt-get install python3-httpx");
  return found;
}
