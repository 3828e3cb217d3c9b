import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";

const longestName = 60;

/**
 * Reads who issued the certificate of a server that then is not trusted, so that the failure can say it. It can only be
 * asked while the handshake is judged: afterwards the connection is gone, and its certificate with it.
 */
export function rememberIssuer(socket: Socket): () => string | null {
  let issuer: string | null = null;
  if (socket instanceof TLSSocket) {
    socket.prependOnceListener("secure", () => {
      issuer = issuerOf(socket);
    });
  }
  return () => issuer;
}

function issuerOf(socket: TLSSocket): string | null {
  // Node gives an empty object where there is none, which its types do not say.
  const named: { CN?: string | string[]; O?: string | string[] } | undefined = socket.getPeerCertificate().issuer;
  const name = [named?.CN, named?.O].flat().find((one) => one !== undefined && one !== "");
  return name?.replace(/\p{Cc}/gu, "").slice(0, longestName) ?? null;
}
