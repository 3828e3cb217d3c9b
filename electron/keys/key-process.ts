import { createRequire } from "node:module";
import { messageOf } from "#shared/failure.ts";
import { isKeyRequest, type KeyAnswer, type KeyRequest } from "./key-message.ts";

/**
 * The entry of a process of its own, and the only importer of keytar. A keychain that hangs blocks a thread of the
 * pool that file and name look-ups share, and some calls on a locked one crash the process (security.md findings 7
 * and 8): here neither reaches the program. `findCredentials` is one of those calls and is never made.
 */

const service = "Understudy";

type Keytar = Pick<typeof import("keytar"), "getPassword" | "setPassword" | "deletePassword">;

type Port = {
  listen(handle: (message: unknown) => void): void;
  send(answer: KeyAnswer): void;
};

/** What Electron's utility process offers; its messages come wrapped in events. */
type UtilityPort = {
  on(name: "message", listener: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
};

function isUtilityPort(value: unknown): value is UtilityPort {
  if (typeof value !== "object" || value === null) return false;
  return "on" in value && typeof value.on === "function" && "postMessage" in value;
}

function portToParent(): Port {
  const utilityPort: unknown = Reflect.get(process, "parentPort");
  if (isUtilityPort(utilityPort)) {
    return {
      listen: (handle) => void utilityPort.on("message", (event) => handle(event.data)),
      send: (answer) => utilityPort.postMessage(answer),
    };
  }
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error("The key process has no parent: it is started by the program, not by hand.");
  // Not `process.exit`: it waits for the thread that a hung keychain holds, and the orphan would stay for ever.
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  return {
    listen: (handle) => void process.on("message", handle),
    send: (answer) => void send(answer, undefined, undefined, endWhenParentIsGone),
  };
}

function endWhenParentIsGone(error: Error | null): void {
  if (error !== null) process.kill(process.pid, "SIGKILL");
}

/** Loaded at the first call, so that a missing libsecret is an answer and not a process that cannot start. */
async function loadKeytar(): Promise<Keytar> {
  const loaded = await import("keytar");
  return loaded.default;
}

/** keytar says only that it found no file that loads. Loading the file once more by name gives the system's reason. */
function reasonOfLoadFailure(error: unknown): string {
  try {
    createRequire(import.meta.url)(`keytar/prebuilds/${process.platform}-${process.arch}/keytar.node`);
  } catch (cause) {
    return messageOf(cause);
  }
  return messageOf(error);
}

async function perform(keytar: Keytar, request: KeyRequest): Promise<string | boolean | null> {
  switch (request.operation) {
    case "get":
      return keytar.getPassword(service, request.account);
    case "set":
      await keytar.setPassword(service, request.account, request.key);
      return null;
    case "delete":
      return keytar.deletePassword(service, request.account);
  }
}

async function answer(request: KeyRequest): Promise<KeyAnswer> {
  let keytar: Keytar;
  try {
    keytar = await loadKeytar();
  } catch (error) {
    return { id: request.id, ok: false, reason: "load", message: reasonOfLoadFailure(error) };
  }
  try {
    return { id: request.id, ok: true, value: await perform(keytar, request) };
  } catch (error) {
    return { id: request.id, ok: false, reason: "refused", message: messageOf(error) };
  }
}

const port = portToParent();
port.listen((message) => {
  // Only the program talks to this process; anything else is not ours to answer.
  if (isKeyRequest(message)) void answer(message).then(port.send);
});
