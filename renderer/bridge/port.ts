import type { Batch, Reply, Request } from "#shared/envelope.ts";

/** Carries the contract to one host. Electron's channel and a WebSocket look the same from here. */
export type Port = {
  /** Never rejects: a request that the connection lost answers `disconnected`. */
  request(request: Request): Promise<Reply>;
  /** Called once, before anything else; the port connects then and tells of every change. */
  open(listener: PortListener): void;
  /** Tries again at once instead of after its pause, or after a refusal; nothing where it is connected. */
  reconnect(): void;
};

export type PortListener = {
  /** The host can be asked now; after a broken connection it is called again. */
  onConnected(): void;
  /** `retryInMs`: when it tries again by itself; null where it does not. */
  onDisconnected(reason: DisconnectReason, retryInMs: number | null): void;
  onBatch(batch: Batch): void;
};

/**
 * `refused`: the host did not accept the token of this page, so trying again by itself is of no use. `ended`: it said
 * goodbye; a new start of it makes a new token, so this page comes back where its new address is opened in this tab.
 */
export type DisconnectReason = "lost" | "ended" | "refused";
