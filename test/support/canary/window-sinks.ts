import type { BrowserContext, Page, Response, WebSocket } from "playwright-core";
import { heapStrings } from "./heap-strings.ts";
import type { Scanner } from "./scanner.ts";

/** Names of sinks, as a report tells them. */
export const sinks = {
  out: "messages of the window",
  in: "messages to the window",
  talkOut: "messages of a second window",
  talkIn: "messages to a second window",
  http: "HTTP responses",
  dom: "DOM",
  storage: "storage of the window",
  heap: "heap of the window",
  console: "console of the window",
  clipboard: "clipboard",
  downloads: "downloads",
} as const;

export type WindowSinks = {
  /** What is on the page and in its storage right now. */
  look(where: string): Promise<void>;
  lookAtClipboard(where: string): Promise<void>;
  lookAtHeap(where: string): Promise<void>;
  /** Resolves when every response so far was searched. */
  settled(): Promise<void>;
};

/** Listens to everything that goes in and out of a page, from before its first request on. */
export function watchWindow(page: Page, scanner: Scanner): WindowSinks {
  const pending = new Set<Promise<void>>();
  page.on("websocket", (socket) => watchSocket(socket, scanner));
  page.on("console", (message) => scanner.scan(sinks.console, message.type(), message.text()));
  page.on("response", (response) => {
    const read: Promise<void> = readResponse(response, scanner).finally(() => pending.delete(read));
    pending.add(read);
  });
  return {
    look: async (where) => {
      scanner.scan(sinks.dom, where, await page.evaluate(everythingShown));
      scanner.scan(sinks.storage, where, await storageOf(page));
    },
    lookAtClipboard: async (where) => {
      scanner.scan(sinks.clipboard, where, await page.evaluate(() => navigator.clipboard.readText()));
    },
    lookAtHeap: async (where) => {
      const session = await page.context().newCDPSession(page);
      scanner.scan(sinks.heap, where, await heapStrings(session));
      await session.detach();
    },
    settled: async () => void (await Promise.all(pending)),
  };
}

function watchSocket(socket: WebSocket, scanner: Scanner): void {
  const frames = createFrameNames();
  socket.on("framesent", ({ payload }) => scanner.scan(sinks.out, frames.sent(String(payload)), payload));
  socket.on("framereceived", ({ payload }) => scanner.scan(sinks.in, frames.received(String(payload)), payload));
}

/** Names messages by their method, so that an exception can be made for one and not for all. */
export function createFrameNames() {
  const methods = new Map<number, string>();
  return {
    sent: (text: string): string => {
      const method = /"method":"([\w.]+)"/.exec(text.slice(0, 300))?.[1] ?? "other";
      const id = /"id":(\d+)/.exec(text)?.[1];
      if (id !== undefined) methods.set(Number(id), method);
      return method;
    },
    received: (text: string): string => {
      const id = /^\{"kind":"reply","reply":\{"id":(\d+)/.exec(text)?.[1];
      return id === undefined ? "events" : `answer to ${methods.get(Number(id)) ?? "nothing"}`;
    },
  };
}

async function readResponse(response: Response, scanner: Scanner): Promise<void> {
  const { pathname } = new URL(response.url());
  scanner.scan(sinks.http, pathname, JSON.stringify(await response.headersArray()));
  // A socket's handshake and a redirect have no body.
  if (response.status() >= 200 && response.status() < 300) scanner.scan(sinks.http, pathname, await response.body());
}

/** As it is written and as it is read: a text that is cut into marks stands whole only in the second. */
function everythingShown(): string {
  const fields = [...document.querySelectorAll("input, textarea, select")].map((field) => Reflect.get(field, "value"));
  const state = [document.title, location.href, JSON.stringify(history.state)];
  return [document.documentElement.outerHTML, document.body.textContent, ...fields, ...state].join("\n");
}

async function storageOf(page: Page): Promise<string> {
  const own = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? "");
    const caches = await window.caches.keys();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases, caches]);
  });
  return own + JSON.stringify(await cookiesOf(page.context()));
}

const cookiesOf = (context: BrowserContext) => context.cookies();
