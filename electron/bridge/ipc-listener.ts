import type { Reply } from "#shared/envelope.ts";
import { refuse } from "#shared/failure.ts";
import { batchChannel, requestChannel } from "#shared/ipc-channels.ts";
import { isAppUrl } from "./app-scheme.ts";
import type { EventBatcher } from "./event-batcher.ts";
import type { Router } from "./router.ts";

/** The parts of Electron's messages that say who asks. */
export type IpcEvent = {
  /** Null where the frame is gone already. */
  readonly senderFrame: { readonly url: string; readonly parent: object | null } | null;
  readonly sender: { readonly id: number };
};

/** The part of Electron's `ipcMain` that is used. */
export type IpcPort = {
  handle(channel: string, listener: (event: IpcEvent, request: unknown) => Promise<Reply>): void;
};

/** The part of a window's `webContents` that is used. */
export type IpcContents = {
  readonly id: number;
  isDestroyed(): boolean;
  /** Its page is gone and not loaded again yet; a message would only be an error in the log. */
  isCrashed(): boolean;
  send(channel: string, message: unknown): void;
};

export type IpcListener = {
  /** From now on this window may ask, and hears the events. */
  attach(contents: IpcContents): void;
};

export type IpcParts = {
  readonly ipc: IpcPort;
  readonly router: Router;
  readonly batcher: Pick<EventBatcher, "subscribe">;
};

/** Carries the contract over Electron's two channels, for our own page in the main frame of our own windows alone. */
export function listenToIpc({ ipc, router, batcher }: IpcParts): IpcListener {
  const windows = new Map<number, IpcContents>();

  ipc.handle(requestChannel, async (event, request) => {
    if (!windows.has(event.sender.id) || !isOurPage(event)) {
      return { id: 0, answer: refuse("unavailable", "This page may not ask.") };
    }
    return await router(request, { id: `window ${event.sender.id}` });
  });

  batcher.subscribe((batch) => {
    for (const [id, contents] of windows) {
      if (contents.isDestroyed()) windows.delete(id);
      // The next page asks for a snapshot, and counts from there.
      else if (!contents.isCrashed()) contents.send(batchChannel, batch);
    }
  });

  return { attach: (contents) => void windows.set(contents.id, contents) };
}

function isOurPage({ senderFrame }: IpcEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
}
