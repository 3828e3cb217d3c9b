import { EventEmitter } from "node:events";

/** Loaded into a key process before its own code: gives it the port that Electron's utility process has. */
class PortDouble extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.({ overUtilityPort: message });
  }
}

const port = new PortDouble();
process.on("message", (data) => port.emit("message", { data }));
Reflect.set(process, "parentPort", port);
