import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { curlOf } from "#shared/curl.ts";
import type { Exchange } from "#shared/exchange.ts";

type Got = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

const run = promisify(execFile);
let got: Got | null = null;
let origin = "";
let folder = "";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    got = {
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    response.end("ok");
  });
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-curl-"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  origin = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Runs the command in a real shell and returns what a real server got. */
async function played(request: Partial<Exchange["request"]>): Promise<Got> {
  const whole = { method: "POST", headers: [], body: "", omittedBytes: 0, omittedImages: 0, ...request };
  got = null;
  const env = { PATH: process.env.PATH, OPENAI_API_KEY: "sk-the key'\"$x", GEMINI_API_KEY: "g+1", NO_PROXY: "*" };
  const command = curlOf({ ...whole, url: `${origin}${request.url ?? "/v1/chat"}` });
  // As it is pasted: from a file, since the system bounds what fits into one argument.
  const script = join(folder, "command.sh");
  await writeFile(script, command);
  const { stdout } = await run("bash", [script], { env });
  expect(stdout).toBe("ok");
  if (got === null) throw new Error("Nothing arrived.");
  return got;
}

const bodies: Readonly<Record<string, string>> = {
  "plain JSON": '{"model":"gpt","messages":[{"role":"user","content":"Hello"}]}',
  quotes: `it's "quoted" and '' and '\\'' and \\' \\" \\\\`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is about a shell's own
  "what a shell would fill in": "$HOME ${PATH} $(id) `id` $OPENAI_API_KEY !! !1 ~ * ? [a] {b,c} ; & | < > #x",
  "lines and white space": " first\n\nsecond\r\n\tthird \n",
  "other alphabets": "日本語 😀 é\u0301 \u202e right \u00a0 \u2028 end",
  "what curl itself would read": "@/etc/passwd",
  "a leading dash": "--data x",
  "control characters": "\u0001\u0007\u001b[31m\u007f",
  "a body over what one argument may hold": JSON.stringify({ text: "it's $x `y` \n ".repeat(20_000) }),
};

test.each(Object.entries(bodies))("a shell sends the body with %s byte for byte", async (_, body) => {
  const { body: arrived, method } = await played({ body });
  expect(method).toBe("POST");
  expect(arrived.toString("utf8")).toBe(body);
});

test("keys are filled in by the shell, in headers and in the address, and nothing else is", async () => {
  const { headers, url } = await played({
    url: "/v1beta/models/gemini:stream?alt=sse&key=$GEMINI_API_KEY&list[]={a,b}",
    headers: [
      ["authorization", "Bearer $OPENAI_API_KEY"],
      ["x-other", '$HOME `id` it\'s "so" $(id) \\'],
      ["content-type", "application/json"],
    ],
    body: "{}",
  });
  expect(headers.authorization).toBe(`Bearer sk-the key'"$x`);
  expect(headers["x-other"]).toBe('$HOME `id` it\'s "so" $(id) \\');
  expect(headers["content-type"]).toBe("application/json");
  expect(url).toBe("/v1beta/models/gemini:stream?alt=sse&key=g+1&list[]={a,b}");
});

test("a request without a body keeps its method", async () => {
  const { method, body } = await played({ method: "GET", url: "/v1/models" });
  expect(method).toBe("GET");
  expect(body).toHaveLength(0);
});

test("the key stands in the text by its name, and what is left out is said in a line that the shell skips", async () => {
  const request = {
    method: "POST",
    url: "https://x.test/v1",
    headers: [["authorization", "Bearer $OPENAI_API_KEY"]],
    body: "{}",
    omittedBytes: 0,
    omittedImages: 2,
  } as const;
  expect(curlOf(request)).toBe(
    [
      "# 2 images are left out: put the base64 where the note stands.",
      "curl --no-buffer --globoff 'https://x.test/v1' \\",
      "  --header 'authorization: Bearer '\"$OPENAI_API_KEY\" \\",
      "  --data-raw '{}'",
    ].join("\n"),
  );
  await played({ omittedImages: 1, body: "{}" });
});
