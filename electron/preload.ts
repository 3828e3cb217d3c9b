import { contextBridge, ipcRenderer } from "electron";
import { batchChannel, requestChannel } from "#shared/ipc-channels.ts";

/**
 * All that the page gets of Electron. Neither `ipcRenderer` nor an event object crosses: either would hand the page
 * every other channel (security.md §1). What the page sends is checked by the host.
 */
contextBridge.exposeInMainWorld("understudy", {
  request: (request: unknown): Promise<unknown> => ipcRenderer.invoke(requestChannel, request),
  onBatch(listener: (batch: unknown) => void): void {
    ipcRenderer.on(batchChannel, (_event, batch: unknown) => listener(batch));
  },
});
