import { constants, inflateRawSync } from "node:zlib";

/** RFC 1952, deflate. */
const magic = Buffer.from([0x1f, 0x8b, 0x08]);
const fixedHeaderBytes = 10;
const largestMember = 256 * 1024 * 1024;

/** What is packed in a file, also in the middle of it, cut off at its end, and with anything behind it. */
export function gzipMembers(bytes: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const members: Uint8Array[] = [];
  for (let at = buffer.indexOf(magic); at !== -1; at = buffer.indexOf(magic, at + 1)) {
    const member = inflated(buffer.subarray(at + headerBytes(buffer, at)));
    if (member !== null) members.push(member);
  }
  return members;
}

/** With the name of the file, the comment and the rest that a member may begin with. */
function headerBytes(buffer: Buffer, at: number): number {
  const flags = buffer[at + 3] ?? 0;
  let end = at + fixedHeaderBytes;
  if ((flags & 4) !== 0) end += 2 + (buffer[end] ?? 0) + (buffer[end + 1] ?? 0) * 256;
  for (const flag of [8, 16]) if ((flags & flag) !== 0) end = afterZero(buffer, end);
  if ((flags & 2) !== 0) end += 2;
  return end - at;
}

function afterZero(buffer: Buffer, from: number): number {
  const zero = buffer.indexOf(0, from);
  return zero === -1 ? buffer.length : zero + 1;
}

/** Null for three bytes that only look like the beginning of a member. */
function inflated(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: largestMember });
  } catch {
    return null;
  }
}
