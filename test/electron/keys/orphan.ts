import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { programPath } from "#test/support/programs.ts";

/** Starts a key process that asks the keychain, from a program that then dies without a word. Gives its pid. */
export async function pidOfOrphan(environment: Record<string, string>): Promise<number> {
  const program = fileURLToPath(import.meta.resolve("./parent-that-is-killed.ts"));
  const entry = programPath("key-process");
  const parent = spawn(process.execPath, [program, entry], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  const text = await new Promise<string>((resolve) => parent.stdout.once("data", (bytes) => resolve(String(bytes))));
  parent.kill("SIGKILL");
  return Number(text);
}

/** Whether the process ends within the time. */
export async function endsWithin(pid: number, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (isAlive(pid)) {
    if (performance.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
