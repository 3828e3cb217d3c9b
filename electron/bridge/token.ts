import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits for one start of the loopback host. Travels in the URL's fragment, which no server ever sees. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Compares digests, so that the time taken tells neither how much was right nor how long the token is. */
export function isSameToken(expected: string, given: string): boolean {
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
