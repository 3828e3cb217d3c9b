import type { LookupFunction } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import { openQuietly, type RawServer, readAll, startRawServer } from "./raw-server.ts";

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(): Promise<RawServer> {
  const server = await startRawServer((socket) =>
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"),
  );
  servers.push(server);
  return server;
}

/** A resolver for which every name means these addresses, as getaddrinfo writes them. */
function resolvesTo(...addresses: string[]): LookupFunction {
  return (_hostname, options, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const first = found[0];
    if (options.all === true) callback(null, found);
    else if (first !== undefined) callback(null, first.address, first.family);
  };
}

async function open(resolve: LookupFunction, port: number) {
  const transport = createTransport({ resolve });
  try {
    const opened = await openQuietly(transport, `http://provider.test:${port}/v1`);
    return opened.kind === "failure" ? opened.failure : (await readAll(opened)).text;
  } finally {
    await transport.close();
  }
}

describe("P36: a name that resolves to an address which no base URL may name", () => {
  it.each([
    "169.254.169.254",
    "fe80::1",
    "fe80::1%lo",
    "fd00:ec2::254",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "100.100.100.200",
    "0.0.0.0",
  ])("is not connected to: %s", async (address) => {
    const server = await serve();
    expect(await open(resolvesTo(address), server.port)).toEqual({
      reason: "blocked",
      code: "FORBIDDEN_ADDRESS",
      message: `provider.test:${server.port} is the name of an address that no provider can have (FORBIDDEN_ADDRESS).`,
    });
    expect(server.connections()).toBe(0);
  });

  it("is connected to by its other addresses", async () => {
    const server = await serve();
    expect(await open(resolvesTo("169.254.169.254", "127.0.0.1"), server.port)).toBe("ok");
  });

  it("is judged again where it means another address at the next connection", async () => {
    const server = await serve();
    const answers = [resolvesTo("127.0.0.1"), resolvesTo("0.0.0.0")];
    const rebinding: LookupFunction = (...asked) => answers.shift()?.(...asked);
    const transport = createTransport({ resolve: rebinding });
    const url = `http://provider.test:${server.port}/v1`;
    expect((await readAll(await openQuietly(transport, url))).text).toBe("ok");
    await new Promise((resolve) => setImmediate(resolve));
    expect(await openQuietly(transport, url)).toMatchObject({ failure: { code: "FORBIDDEN_ADDRESS" } });
    expect(server.connections()).toBe(1);
    await transport.close();
  });

  it("leaves the resolver's own failure as it is", async () => {
    const missing: LookupFunction = (_hostname, _options, callback) =>
      callback(Object.assign(new Error("not found"), { code: "ENOTFOUND" }), []);
    expect(await open(missing, 9)).toMatchObject({ reason: "dns", code: "ENOTFOUND" });
  });
});
