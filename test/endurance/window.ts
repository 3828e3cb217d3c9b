import { setTimeout as wait } from "node:timers/promises";
import type { Call, HostEvent } from "#shared/contract.ts";
import { refuse } from "#shared/failure.ts";
import { callOver } from "#test/support/calls.ts";
import { openSocket } from "#test/support/socket-client.ts";

/** A window without a page: what a page asks and hears, over the same socket, and it comes back as a page does. */
export type EnduranceWindow = {
  /** Fails with `disconnected` where the connection is lost before the answer. */
  readonly call: Call;
  /** Closes the connection, opens another one and asks for everything, as a reloaded page. */
  reload(): Promise<void>;
  /** How often it lost its connection, or gave it up. */
  drops(): number;
  close(): void;
};

export type WindowOptions = {
  /** As the host printed it, with its token, perhaps with another port. */
  readonly url: string;
  readonly hear: (event: HostEvent) => void;
  /** Told in words what must not happen. */
  readonly report: (finding: string) => void;
  /** Whether the program is gone for good. */
  readonly isOver: () => boolean;
};

type Socket = Awaited<ReturnType<typeof openSocket>>;

const againAfterMs = 50;
const triesMost = 200;

export async function openWindow(options: WindowOptions): Promise<EnduranceWindow> {
  let isClosed = false;
  let drops = 0;
  let socket = await connect(options);
  let reopening: Promise<void> | null = null;
  const reopen = () => {
    reopening ??= (async () => {
      drops += 1;
      socket.close();
      socket = await connect(options);
      watch(socket);
      reopening = null;
    })();
    return reopening;
  };
  const watch = (watched: Socket) => {
    void watched.closed.then(() => {
      if (watched !== socket || isClosed || options.isOver()) return;
      reopen().catch((error: unknown) => {
        if (!options.isOver()) options.report(`A window did not come back: ${String(error)}`);
      });
    });
  };
  watch(socket);
  const ask = callOver(async (request) => {
    await reopening;
    return await socket.request(request);
  });
  const call: Call = async (method, input) => {
    try {
      return await ask(method, input);
    } catch {
      // The socket is closed, which its own watcher sees, too.
      return refuse("disconnected", "The connection was lost.");
    }
  };
  return {
    call,
    reload: async () => {
      await reopen();
      await call("app.snapshot", {});
    },
    drops: () => drops,
    close: () => {
      isClosed = true;
      socket.close();
    },
  };
}

async function connect({ url, hear, report, isOver }: WindowOptions): Promise<Socket> {
  const { port, hash } = new URL(url);
  const token = new URLSearchParams(hash.slice(1)).get("token");
  for (let tries = 0; tries < triesMost && !isOver(); tries += 1) {
    const socket = await openSocket({ port: Number(port), token, keepsBatches: false });
    if (socket.isOpen) {
      let lastSeq: number | null = null;
      socket.onBatch(({ seq, events }) => {
        if (lastSeq !== null && seq !== lastSeq + 1) report(`A window heard batch ${seq} after ${lastSeq}.`);
        lastSeq = seq;
        for (const event of events) hear(event);
      });
      return socket;
    }
    await wait(againAfterMs);
  }
  throw new Error("The program takes no connection.");
}
