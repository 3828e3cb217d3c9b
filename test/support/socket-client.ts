import type { Batch, HostMessage, Reply } from "#shared/envelope.ts";

export type ClientOptions = {
  readonly port: number;
  /** Null sends no hello. */
  readonly token: string | null;
  readonly path?: string;
};

/** Node's own WebSocket client sends no Origin, as no browser would; this one does, by undici's own option. */
export async function openSocket({ port, token, path = "/socket" }: ClientOptions) {
  const batches: Batch[] = [];
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(batch: Batch) => void>();
  const options = { headers: { Origin: `http://127.0.0.1:${port}` } };
  const socket: WebSocket = Reflect.construct(WebSocket, [`ws://127.0.0.1:${port}${path}`, options]);
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener("close", (event) => resolve(event.code));
  });
  socket.addEventListener("message", (event) => {
    const message: HostMessage = JSON.parse(String(event.data));
    if (message.kind === "reply") waiting.get(message.reply.id)?.(message.reply);
    else {
      batches.push(message.batch);
      for (const listener of listeners) listener(message.batch);
    }
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.addEventListener("open", () => resolve(true));
    socket.addEventListener("error", () => resolve(false));
  });
  if (isOpen && token !== null) socket.send(JSON.stringify({ kind: "hello", token }));
  return {
    isOpen,
    closed,
    batches,
    send: (text: string) => socket.send(text),
    sendBytes: (bytes: Uint8Array<ArrayBuffer>) => socket.send(bytes),
    onBatch: (listener: (batch: Batch) => void) => void listeners.add(listener),
    request(request: { id: number; method: string; input: unknown }, expectedId = request.id): Promise<Reply> {
      return new Promise((resolve, reject) => {
        waiting.set(expectedId, resolve);
        void closed.then((code) => reject(new Error(`The socket closed with ${code}.`)));
        socket.send(JSON.stringify(request));
      });
    },
    close: () => socket.close(),
  };
}
