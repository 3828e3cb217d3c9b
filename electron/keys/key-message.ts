/** What goes between the program and its key process. One answer to every request, found by its id. */

export type KeyOperation =
  | { readonly operation: "get"; readonly account: string }
  | { readonly operation: "set"; readonly account: string; readonly key: string }
  | { readonly operation: "delete"; readonly account: string };

export type KeyRequest = KeyOperation & { readonly id: number };

export type KeyAnswer =
  /** get: the key or null; set: null; delete: whether there was something to delete. */
  | { readonly id: number; readonly ok: true; readonly value: string | boolean | null }
  /** load: the keychain library could not be loaded; refused: it was asked and said no. */
  | { readonly id: number; readonly ok: false; readonly reason: "load" | "refused"; readonly message: string };

export function isKeyRequest(message: unknown): message is KeyRequest {
  if (typeof message !== "object" || message === null) return false;
  if (!("id" in message && typeof message.id === "number")) return false;
  if (!("account" in message && typeof message.account === "string" && "operation" in message)) return false;
  if (message.operation === "get" || message.operation === "delete") return true;
  return message.operation === "set" && "key" in message && typeof message.key === "string";
}

export function isKeyAnswer(message: unknown): message is KeyAnswer {
  if (typeof message !== "object" || message === null) return false;
  if (!("id" in message && typeof message.id === "number" && "ok" in message)) return false;
  if (message.ok === true) return "value" in message && isValue(message.value);
  if (!("message" in message && typeof message.message === "string" && "reason" in message)) return false;
  return message.ok === false && (message.reason === "load" || message.reason === "refused");
}

function isValue(value: unknown): value is string | boolean | null {
  return value === null || typeof value === "string" || typeof value === "boolean";
}
