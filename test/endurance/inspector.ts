import { z } from "zod";

/** Node's own inspector, asked over its WebSocket: what a program holds, without a line in the program for it. */
export type Inspector = {
  /** The value of an expression in the main thread. */
  evaluate<T>(expression: string, schema: z.ZodType<T>): Promise<T>;
  /** Objects with this prototype, given to a function in the program that makes a value of them. */
  overAll<T>(prototype: string, make: string, schema: z.ZodType<T>): Promise<T>;
  /** Bytes of live objects of the main thread, after a collection. */
  heapBytes(): Promise<number>;
  close(): void;
};

const reply = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const evaluated = z.object({
  result: z.object({ value: z.unknown().optional(), objectId: z.string().optional() }),
  exceptionDetails: z.unknown().optional(),
});
const queried = z.object({ objects: z.object({ objectId: z.string() }) });
const usage = z.object({ usedSize: z.number() });

export async function openInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: z.infer<typeof reply>) => void>();
  socket.addEventListener("message", ({ data }) => {
    const answer = reply.parse(JSON.parse(String(data)));
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("The inspector does not answer.")));
  });
  let lastId = 0;
  const send = async (method: string, params: object = {}): Promise<unknown> => {
    const id = ++lastId;
    const answered = new Promise<z.infer<typeof reply>>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const resultOf = async (method: string, params: object): Promise<z.infer<typeof evaluated>["result"]> => {
    const { result, exceptionDetails } = evaluated.parse(await send(method, params));
    if (exceptionDetails !== undefined) throw new Error(`${method}: ${JSON.stringify(exceptionDetails)}`);
    return result;
  };
  const objectOf = async (expression: string): Promise<string> => {
    const { objectId } = await resultOf("Runtime.evaluate", { expression });
    if (objectId === undefined) throw new Error(`${expression} is no object.`);
    return objectId;
  };
  return {
    evaluate: async (expression, schema) =>
      schema.parse((await resultOf("Runtime.evaluate", { expression, returnByValue: true })).value),
    overAll: async (prototype, make, schema) => {
      // What is named by an object group can be let go of together, and must be: the inspector would keep it alive.
      const prototypeObjectId = await objectOf(prototype);
      const found = await send("Runtime.queryObjects", { prototypeObjectId, objectGroup: "all" });
      const { objectId } = queried.parse(found).objects;
      const call = { objectId, functionDeclaration: `function () { return (${make})(this); }`, returnByValue: true };
      const { value } = await resultOf("Runtime.callFunctionOn", call);
      await send("Runtime.releaseObject", { objectId: prototypeObjectId });
      await send("Runtime.releaseObjectGroup", { objectGroup: "all" });
      return schema.parse(value);
    },
    heapBytes: async () => {
      await send("HeapProfiler.collectGarbage");
      await send("HeapProfiler.collectGarbage");
      return usage.parse(await send("Runtime.getHeapUsage")).usedSize;
    },
    close: () => socket.close(),
  };
}
