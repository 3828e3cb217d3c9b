import type { HostEvent, Notice } from "#shared/contract.ts";
import type { LogLevel } from "#shared/log-entry.ts";
import { causeOf } from "./cause-of.ts";
import type { Log, LogNote } from "./log.ts";

/** Writes into the log what windows are told, by its kind: the keychain, the gateway, the network, notices. */
export function logEvents({ note }: Pick<Log, "note">): (event: HostEvent) => void {
  let knownNotices: ReadonlySet<string> = new Set();
  let gateway = "off";
  let keychain = "checking";
  return (event) => {
    if (event.topic === "notices") {
      for (const notice of event.notices) if (!knownNotices.has(notice.id)) note(noticeNote(notice));
      knownNotices = new Set(event.notices.map(({ id }) => id));
    } else if (event.topic === "gateway") {
      const now = event.gateway.kind === "starting" ? gateway : event.gateway.kind;
      if (now !== gateway) note(gatewayNote(event.gateway));
      gateway = now;
    } else if (event.topic === "keychain") {
      const now = event.keychain.kind === "memory" ? event.keychain.fault : event.keychain.kind;
      if (now !== keychain) note(keychainNote(event.keychain));
      keychain = now;
    } else if (event.topic === "online") {
      note({ level: "info", area: "network", message: event.online ? "The network is back" : "There is no network" });
    } else if (event.topic === "job" && event.job.state === "failed") {
      const detail = { kind: event.job.kind, cause: causeOf(event.job.message ?? "") };
      note({ level: "warning", area: "storage", message: "An export or import failed", detail });
    }
  };
}

const levels: Readonly<Record<Notice["tone"], LogLevel>> = { info: "info", warning: "warning", danger: "error" };

/** Titles that may be told are sentences of the program; another one might name something of the user's. */
const plainTitle = /^(?:[A-Z][a-z]+)(?: [a-z’']+){1,12}$/;

export function noticeNote({ tone, title, body }: Notice): LogNote {
  const message = plainTitle.test(title) ? title : "A notice was shown";
  return { level: levels[tone], area: "host", message, ...(tone !== "info" && { detail: { cause: causeOf(body) } }) };
}

type StateOf<T extends HostEvent["topic"]> = Extract<HostEvent, { topic: T }>;

function gatewayNote(gateway: StateOf<"gateway">["gateway"]): LogNote {
  if (gateway.kind === "failed") {
    const detail = { reason: gateway.reason, port: gateway.port };
    return { level: "warning", area: "gateway", message: "The gateway could not start", detail };
  }
  if (gateway.kind !== "on") return { level: "info", area: "gateway", message: "The gateway is off" };
  const detail = { port: gateway.port, keyFrom: gateway.keyFrom };
  return { level: "info", area: "gateway", message: "The gateway is on", detail };
}

function keychainNote(keychain: StateOf<"keychain">["keychain"]): LogNote {
  if (keychain.kind !== "memory") return { level: "info", area: "keychain", message: "The keychain works" };
  const detail = { fault: keychain.fault };
  return { level: "warning", area: "keychain", message: "Keys stay in memory for this run", detail };
}
