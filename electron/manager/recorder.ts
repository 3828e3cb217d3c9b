import type { Provider } from "#shared/model.ts";
import type { Prompt } from "#shared/prompt.ts";
import type { HttpRequest, Opened, Transport } from "./dependencies.ts";

/** The request of one attempt, with what is needed to tell its key and its images from the rest. */
export type Sent = {
  readonly runId: string;
  readonly attemptId: string;
  readonly provider: Provider;
  readonly key: string | null;
  readonly prompt: Prompt;
  readonly request: HttpRequest;
};

/** Keeps what goes over the wire. A drill and most tests have none. */
export type Recorder = {
  /** Opens the request as the transport would; keeps it until the signal is aborted, which ends every attempt. */
  open(transport: Transport, sent: Sent, options: Parameters<Transport["open"]>[1]): Promise<Opened>;
  /** Keeps no body of this attempt's answer, which said its key: pieces of it may be spread over many events. */
  withholdBody(attemptId: string): void;
};
