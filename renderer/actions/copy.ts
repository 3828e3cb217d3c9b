import { showProblem } from "./problem.ts";

/** Puts text on the clipboard; says so where the browser does not allow it. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    showProblem(`Nothing was copied. ${error instanceof Error ? error.message : "The clipboard is not available."}`);
  }
}
