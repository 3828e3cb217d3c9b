import { headerValues } from "#shared/header-values.ts";

const longestClient = 64;

/** How a program calls itself: X-Title, else the product of its User-Agent. One line of at most 64 characters. */
export function clientNameOf(rawHeaders: readonly string[]): string {
  const title = plain(headerValues(rawHeaders, "x-title")[0]);
  if (title !== "") return title;
  const product = /^[^\s/]+/.exec(headerValues(rawHeaders, "user-agent")[0] ?? "")?.[0];
  return plain(product) || "unknown";
}

/** Header values arrive as Latin-1, one character per byte; programs write UTF-8 all the same. */
function plain(value: string | undefined): string {
  const text = Buffer.from(value ?? "", "latin1").toString("utf8");
  const line = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}�]+/gu, " ").trim();
  return Array.from(line).slice(0, longestClient).join("").trim();
}
