import type { IncomingMessage } from "node:http";
import type { WireAnswer } from "#electron/demo/wire/answer.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Fault } from "./fault.ts";

/** What a link says: how it speaks, what it answers, and what goes wrong. */
export type FaultLink = {
  readonly kind: ProviderKind;
  /** An answer without a fault, always, where it is left out. */
  readonly script?: Script;
  /** Over the default: 60 tokens that name the link, 100 input and 60 output tokens. Or one for each request. */
  readonly answer?: Partial<WireAnswer> | ((request: SeenRequest) => Partial<WireAnswer>);
  /** Between two events with content, on average; 0 sends all at once. Default 2. */
  readonly tokenEveryMs?: number;
  /** How long a request lies before anything of its answer, or of its refusal, is sent. Default 0. */
  readonly answerAfterMs?: number;
  /** From the headers to the first event with content. Default `tokenEveryMs`. */
  readonly firstTokenAfterMs?: number;
  /** Speaks TLS with this certificate. */
  readonly tls?: { readonly key: string | Buffer; readonly cert: string | Buffer };
};

/** The fault of each request in turn, null for none; the last entry stands for all that follow. Or a decision per request. */
export type Script = readonly (Fault | null)[] | ((request: SeenRequest) => Fault | null);

export type SeenRequest = {
  readonly link: string;
  /** From 1 since the link's script was set. */
  readonly number: number;
  /** On the clock of `performance.now()`, like `closedAtMs`. */
  readonly atMs: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<IncomingMessage["headers"]>;
  readonly body: string;
  /** When its answer was over or its connection lost; null while it is open. */
  readonly closedAtMs: number | null;
  /** The client went away before the server was done. */
  readonly wasLeft: boolean;
};
