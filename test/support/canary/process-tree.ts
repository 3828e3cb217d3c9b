import { readdir, readFile } from "node:fs/promises";

/** What any program of the same user can read of a process (Linux). */
export type SeenProcess = { readonly pid: number; readonly argv: Buffer; readonly environ: Buffer };

/** A process with everything it started, whoever started it in between. Those that end meanwhile are left out. */
export async function processTree(root: number): Promise<SeenProcess[]> {
  const pids = [root, ...(await descendantsOf(root))];
  const seen = await Promise.all(
    pids.map(async (pid) => {
      const [argv, environ] = await Promise.all([read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/environ`)]);
      return argv === null || environ === null ? [] : [{ pid, argv, environ }];
    }),
  );
  return seen.flat();
}

async function descendantsOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(gone([]));
  const lists = await Promise.all(
    threads.map(async (thread) => (await read(`/proc/${pid}/task/${thread}/children`))?.toString() ?? ""),
  );
  const children = lists.flatMap((list) => list.split(" ").filter(Boolean).map(Number));
  const further = await Promise.all(children.map(descendantsOf));
  return [...children, ...further.flat()];
}

async function read(path: string): Promise<Buffer | null> {
  return await readFile(path).catch(gone(null));
}

/** A process that has ended is no trouble; anything else is. */
function gone<T>(instead: T): (error: unknown) => T {
  return (error) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT" || code === "ESRCH") return instead;
    throw error;
  };
}
