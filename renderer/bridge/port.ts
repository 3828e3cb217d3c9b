import type { Batch, Reply, Request } from "#shared/envelope.ts";

/** Carries the contract to one host. Electron's channel and a WebSocket look the same from here. */
export type Port = {
  /** Never rejects: a request that the connection lost answers `disconnected`. */
  request(request: Request): Promise<Reply>;
  /** Called once, before anything else; the port connects then and tells of every change. */
  open(listener: PortListener): void;
};

export type PortListener = {
  /** The host can be asked now; after a broken connection it is called again. */
  onConnected(): void;
  onDisconnected(reason: DisconnectReason): void;
  onBatch(batch: Batch): void;
};

/** `refused`: the host did not accept the token of this page, so trying again is of no use. */
export type DisconnectReason = "lost" | "refused";
