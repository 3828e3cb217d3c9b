import { refusal } from "./failures.ts";
import { parsed } from "./json.ts";

/** Another address for a provider, for a proxy or a test. A variable that is set to nothing is none. */
export function addressIn(variable: string, usual: string): string {
  return (process.env[variable] || usual).replace(/\/$/, "");
}

/** A key follows nobody to another address. What is no stream is no answer, which the SDK would take for an empty one. */
export const stayingFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: "manual" });
  const isStream = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
  if (response.status !== 200 || isStream) return response;
  throw refusal(200, parsed(await response.text()), (name) => response.headers.get(name) ?? "");
};
