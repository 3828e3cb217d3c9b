import type { HostEvent, Input, MethodName, Output } from "./contract.ts";
import type { Answer } from "./failure.ts";

/** Window → host. */
export type Request<M extends MethodName = MethodName> = {
  readonly id: number;
  readonly method: M;
  readonly input: Input<M>;
};

/** Host → window, one for each request. */
export type Reply = { readonly id: number; readonly answer: Answer<Output<MethodName>> };

/** Host → window. `seq` grows by one with every batch, for as long as the host lives. */
export type Batch = { readonly seq: number; readonly events: readonly HostEvent[] };

/** What a socket carries to the window; over Electron replies travel by the request channel itself. */
export type HostMessage =
  | { readonly kind: "reply"; readonly reply: Reply }
  | { readonly kind: "batch"; readonly batch: Batch };

/** First message on a socket, before anything else is read. */
export type Hello = { readonly kind: "hello"; readonly token: string };
