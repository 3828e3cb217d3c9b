import { pipeline, type Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import type { BodyItem, TransportFailure } from "#electron/manager/dependencies.ts";
import { transportFailure } from "./transport-failure.ts";

// A zstd frame may ask for a huge window; RFC 9659 allows 8 MiB over HTTP.
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: 23 } }),
};

export type RawBody = {
  readonly items: AsyncIterable<BodyItem, undefined>;
  /** The header `content-encoding`; undefined where it is absent. */
  readonly encoding: string | undefined;
  readonly host: string;
};

/**
 * Decodes a body. An unknown encoding, more than one, or bytes that do not decode are a failure with the reason
 * `protocol`. Nothing follows a failure.
 */
export function decodeBody({ items, encoding = "", host }: RawBody): AsyncIterable<BodyItem, undefined> {
  const name = encoding.trim().toLowerCase();
  if (name === "" || name === "identity") return items;
  const newDecoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  return newDecoder === undefined ? unknownEncoding(host) : inflate(items, newDecoder(), host);
}

async function* unknownEncoding(host: string): AsyncGenerator<BodyItem, undefined> {
  yield { kind: "failure", failure: transportFailure("protocol", host, "UNKNOWN_CONTENT_ENCODING") };
}

async function* inflate(
  items: AsyncIterable<BodyItem, undefined>,
  decoder: Transform,
  host: string,
): AsyncGenerator<BodyItem, undefined> {
  const lost: { failure: TransportFailure | null } = { failure: null };
  async function* encoded() {
    for await (const item of items) {
      if (item.kind === "bytes") yield item.bytes;
      else lost.failure = item.failure;
    }
  }
  // The pipeline reports the same error here and to the loop below, which handles it.
  pipeline(encoded, decoder, () => undefined);
  try {
    for await (const bytes of decoder) yield { kind: "bytes", bytes };
  } catch (error) {
    // A decoder also complains when a lost connection ends its input early: then the connection is the news.
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    lost.failure ??= transportFailure("protocol", host, code);
  }
  if (lost.failure !== null) yield { kind: "failure", failure: lost.failure };
}
