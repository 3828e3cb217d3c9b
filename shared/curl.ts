import type { Exchange } from "./exchange.ts";

type Request = Exchange["request"];

/** The name of a variable that stands for a key (shared/key-variable.ts). */
const variable = /(\$[A-Z_][A-Z0-9_]*_API_KEY)\b/;
/** Linux takes no single argument over 128 KiB; a longer body goes in through a pipe. */
const longestArgument = 100_000;

/**
 * The request as a command for a POSIX shell. Its key is the provider's variable, which the shell fills in; everything
 * else stands in single quotes, where nothing is special but the quote itself. Unlike the program, curl adds `accept`.
 */
export function curlOf(request: Request): string {
  const { method, url, headers, body, omittedImages } = request;
  const isLong = body.length > longestArgument;
  const isPost = body !== "" && method === "POST";
  const parts = [
    // Unbuffered, so that a stream is seen as it comes; without globbing, so that brackets of an address stay.
    `curl --no-buffer --globoff${isPost ? "" : ` --request ${quoted(method)}`} ${withVariable(url)}`,
    ...headers.map(([name, value]) => `  --header ${withVariable(`${name}: ${value}`)}`),
    ...(body === "" ? [] : [isLong ? "  --data-binary @-" : `  --data-raw ${quoted(body)}`]),
  ];
  const command = parts.join(" \\\n");
  const piped = isLong ? `printf '%s' ${quoted(body)} |\n${command}` : command;
  return omittedImages === 0 ? piped : `${noteOf(omittedImages)}\n${piped}`;
}

function noteOf(images: number): string {
  return `# ${images === 1 ? "An image is" : `${images} images are`} left out: put the base64 where the note stands.`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Variables stand in double quotes between quoted pieces, so that the shell fills them in and nothing else. */
function withVariable(text: string): string {
  const pieces = text.split(variable).map((piece, index) => (index % 2 === 1 ? `"${piece}"` : piece && quoted(piece)));
  return pieces.join("") || "''";
}
