import { readdir, readFile, readlink } from "node:fs/promises";
import { connect, type Socket } from "node:net";

/** What other programs of this machine can do with a port, without a client that behaves. */

export function canConnect(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 10_000 });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

/** The addresses, in hexadecimal, on which a process listens. */
export async function listeningOf(pid: number): Promise<string[]> {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(names.map((name) => readlink(`/proc/${pid}/fd/${name}`).catch(() => "closed since")));
  const own = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/${pid}/net/${name}`, "utf8")));
  const rows = tables.flatMap((table) => table.trim().split("\n").slice(1)).map((row) => row.trim().split(/\s+/));
  return rows.flatMap(([, local = "", , state, , , , , , inode = ""]) =>
    state === "0A" && own.has(inode) ? [local] : [],
  );
}

/** One of a flood: says nothing, half a request, an upgrade that is refused, or what is no HTTP, and hangs up. */
export function rush(port: number, index: number): Promise<void> {
  const texts = [
    "",
    "GET / HTTP/1.1\r\n",
    `GET /socket HTTP/1.1\r\nHost: evil.test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
    "\u0000\u0001",
  ];
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.on("error", () => undefined);
    socket.once("close", () => resolve());
    socket.once("connect", () => socket.end(texts[index % texts.length] ?? ""));
    socket.resume();
  });
}

/** No server may listen to half a request for longer, on a busy machine either. */
const longestMs = 45_000;

/** Sends a header byte by byte until it is cut off. */
export function trickle(port: number): Promise<"cut off" | "held"> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: "127.0.0.1", port });
    const timer = setInterval(() => socket.write("X"), 500);
    const tooLong = setTimeout(() => end("held"), longestMs);
    const end = (how: "cut off" | "held") => {
      clearInterval(timer);
      clearTimeout(tooLong);
      socket.destroy();
      resolve(how);
    };
    socket.on("error", () => undefined);
    socket.once("close", () => end("cut off"));
    socket.resume().write("GET / HTTP/1.1\r\nX-Slow: ");
  });
}

/** A frame of a client: masked with zeros, which leaves the bytes as they are. */
function frameOf(first: number, text: string): Buffer {
  const bytes = Buffer.from(text);
  const long = bytes.length > 125;
  const head = Buffer.from([first, 0x80 | (long ? 126 : bytes.length)]);
  const length = Buffer.alloc(long ? 2 : 0);
  if (long) length.writeUInt16BE(bytes.length);
  return Buffer.concat([head, length, Buffer.alloc(4), bytes]);
}

const text = 0x81;

/** What no WebSocket client sends; each must end its socket. */
export const brokenFrames: Readonly<Record<string, Buffer>> = {
  "a frame of four exabytes": Buffer.from([text, 0xff, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  "a frame of one gigabyte": Buffer.from([text, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]),
  "a frame without a mask": Buffer.from([text, 0x02, 0x7b, 0x7d]),
  "an unknown kind of frame": frameOf(0x83, "{}"),
  "a frame that says it is compressed": frameOf(0xc1, "{}"),
  "a rest without a beginning": frameOf(0x80, "{}"),
  "a ping of 200 bytes": frameOf(0x89, "x".repeat(200)),
  "a ping in pieces": frameOf(0x09, "x"),
  "text that is no UTF-8": Buffer.concat([Buffer.from([text, 0x82, 0, 0, 0, 0]), Buffer.from([0xff, 0xfe])]),
  "a close with an unknown code": Buffer.concat([Buffer.from([0x88, 0x82, 0, 0, 0, 0]), Buffer.from([0x03, 0xe7])]),
};

export const soundFrame = frameOf(text, JSON.stringify({ id: 1, method: "app.snapshot", input: {} }));

type SentFrame = { readonly port: number; readonly token: string; readonly frame: Buffer; readonly waitMs?: number };

/** Opens a socket as a window does, says hello with the token, sends these bytes, and sees whether it is closed. */
export function sendFrame({ port, token, frame, waitMs = longestMs }: SentFrame) {
  return new Promise<"closed" | "open">((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const tooLong = setTimeout(() => end("open"), waitMs);
    const end = (how: "closed" | "open") => {
      clearTimeout(tooLong);
      socket.destroy();
      resolve(how);
    };
    socket.on("error", () => undefined);
    socket.once("close", () => end("closed"));
    socket.once("data", () => {
      socket.write(frameOf(text, JSON.stringify({ kind: "hello", token })));
      socket.write(frame);
    });
    socket
      .resume()
      .write(
        [
          ...["GET /socket HTTP/1.1", `Host: 127.0.0.1:${port}`, `Origin: http://127.0.0.1:${port}`],
          ...["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
          ...["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""],
        ].join("\r\n"),
      );
  });
}
