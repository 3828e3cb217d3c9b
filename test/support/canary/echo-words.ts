import { gzipSync } from "node:zlib";

/** A provider that says the key back, in every form that an error text, a header or a proxy has ever put one. */

export function keyForms(key: string): string {
  const half = Math.floor(key.length / 2);
  return [
    `Incorrect API key provided: ${key}.`,
    `In JSON ${JSON.stringify(key)}, in JSON in JSON ${JSON.stringify(JSON.stringify({ key }))}.`,
    `In an address ?q=${encodeURIComponent(key)}.`,
    `In base64 ${Buffer.from(key).toString("base64")} ${Buffer.from(`u:${key}`).toString("base64")} ${Buffer.from(`us:${key}`).toString("base64")}.`,
    `In base64url ${Buffer.from(key).toString("base64url")}.`,
    `In hex ${Buffer.from(key).toString("hex")}.`,
    `In halves ${key.slice(0, half)}… and …${key.slice(half)}.`,
  ].join(" ");
}

/** Headers that carry the key, by names that say so and by names that do not. */
export function echoHeaders(key: string): Record<string, string> {
  const plain = encodeURIComponent(key);
  return {
    "www-authenticate": `Bearer realm="${plain}"`,
    "x-request-id": plain,
    "request-id": key,
    "x-echo": key,
    "x-debug": Buffer.from(key).toString("base64"),
    "set-cookie": `session=${plain}; path=/`,
    "openai-organization": key,
    server: key,
  };
}

/** An error that says the key in each of its fields, as each dialect names them. */
export function echoError(key: string): string {
  const forms = keyForms(key);
  const error = {
    message: forms,
    type: key,
    code: key,
    param: key,
    status: key,
    metadata: { raw: forms, provider_name: key },
    details: { error_code: key, reason: key },
  };
  return JSON.stringify({ type: "error", error, request_id: key, message: forms });
}

export const packed = (text: string): Buffer => gzipSync(Buffer.from(text));
