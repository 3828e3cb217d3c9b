import type { Batch, HostMessage, Reply } from "#shared/envelope.ts";

export type ClientOptions = {
  readonly port: number;
  /** Null sends no hello. */
  readonly token: string | null;
  readonly path?: string;
  /** False where they are too many to keep and only listeners need them. */
  readonly keepsBatches?: boolean;
};

/** Node's own WebSocket client sends no Origin, as no browser would; this one does, by undici's own option. */
export async function openSocket({ port, token, path = "/socket", keepsBatches = true }: ClientOptions) {
  const batches: Batch[] = [];
  const waiting = new Map<number, PromiseWithResolvers<Reply>>();
  const listeners = new Set<(batch: Batch) => void>();
  const options = { headers: { Origin: `http://127.0.0.1:${port}` } };
  const socket: WebSocket = Reflect.construct(WebSocket, [`ws://127.0.0.1:${port}${path}`, options]);
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener("close", (event) => resolve(event.code));
  });
  socket.addEventListener("message", (event) => {
    const message: HostMessage = JSON.parse(String(event.data));
    if (message.kind === "reply") {
      const { id } = message.reply;
      waiting.get(id)?.resolve(message.reply);
      waiting.delete(id);
    } else {
      if (keepsBatches) batches.push(message.batch);
      for (const listener of listeners) listener(message.batch);
    }
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener("open", () => resolve(true));
    socket.addEventListener("error", () => resolve(false));
  });
  if (isOpen && token !== null) socket.send(JSON.stringify({ kind: "hello", token }));
  void closed.then((code) => {
    for (const { reject } of waiting.values()) reject(new Error(`The socket closed with ${code}.`));
  });
  const requestText = (text: string, expectedId: number): Promise<Reply> => {
    const reply = Promise.withResolvers<Reply>();
    waiting.set(expectedId, reply);
    if (socket.readyState === socket.OPEN) socket.send(text);
    else reply.reject(new Error("The socket is closed."));
    return reply.promise;
  };
  return {
    isOpen,
    closed,
    batches,
    send: (text: string) => socket.send(text),
    sendBytes: (bytes: Uint8Array<ArrayBuffer>) => socket.send(bytes),
    onBatch: (listener: (batch: Batch) => void) => void listeners.add(listener),
    /** As it is written. */
    requestText,
    request: async (request: { id: number; method: string; input: unknown }, expectedId = request.id) =>
      await requestText(JSON.stringify(request), expectedId),
    close: () => socket.close(),
  };
}
