/** What the worker says once: the port it listens on, or why it cannot. */
export type WorkerMessage =
  | { readonly kind: "ready"; readonly port: number }
  | { readonly kind: "failed"; readonly message: string };

export function isWorkerMessage(value: unknown): value is WorkerMessage {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    return false;
  }
  return value.kind === "ready"
    ? "port" in value && typeof value.port === "number"
    : value.kind === "failed" && "message" in value && typeof value.message === "string";
}
