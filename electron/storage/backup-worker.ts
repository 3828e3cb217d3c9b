import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { tendDatabase } from "./tend-database.ts";

/**
 * Entry of the thread that checks the database and backs it up beside the storage worker, with a connection of its
 * own, so that answers are saved meanwhile. One task, one answer, and it ends.
 */
const task = z.object({ dataDir: z.string(), nowMs: z.number(), needsCheck: z.boolean() });

parentPort?.postMessage(tendDatabase(task.parse(workerData)));
