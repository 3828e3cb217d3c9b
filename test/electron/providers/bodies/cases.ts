import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Image, Message, Overrides } from "#shared/prompt.ts";
import type { Asked } from "#test/electron/providers/support.ts";

/**
 * What is asked and the body that must come of it. The tables of bodies are checked against the request types of the
 * official SDKs, wrong and superfluous fields included; a test compares them with what the adapters send. A type that
 * was not found becomes `any` and would check nothing, so it allows no body at all.
 */
export type BodyCase<Body> = {
  readonly name: string;
  readonly asked: Omit<Asked, "provider">;
  readonly body: IsAny<Body> extends true ? never : Body;
};

type IsAny<Type> = 0 extends 1 & Type ? true : false;

/** A request of the wire reference, by the name before its `|`. */
export function goldenRequest(name: string): unknown {
  const text = readFileSync(new URL("../../../fixtures/wire/requests.md", import.meta.url), "utf8");
  const line = text.split("\n").find((one) => one.startsWith(`${name} | `));
  assert.ok(line, `there is no golden request ${name}`);
  return JSON.parse(line.slice(line.indexOf("{")));
}

export const picture: Image = { kind: "data", mimeType: "image/png", base64: "iVBORw0KGgo=" };

export const pictureUrl: Image = { kind: "url", url: "https://images.test/a.jpg?size=2" };

export function seeing(image: Image): readonly Message[] {
  return [{ role: "user", text: "Quoi ?", images: [image] }];
}

export const jsonSchema: NonNullable<Overrides["jsonSchema"]> = {
  name: "out",
  strict: true,
  schema: {
    type: "object",
    properties: { a: { type: "string" } },
    required: ["a"],
    additionalProperties: false,
  },
};

/** What a model is told that takes no schema as a field. */
export const schemaInWords = [
  "Answer with one JSON object that fits this JSON Schema, and with nothing else:",
  '{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}',
].join("\n");

/** Everything that one prompt may set. */
export const everything: Overrides = {
  maxTokens: 4000,
  temperature: 0.2,
  topP: 0.9,
  stop: ["FIN"],
  seed: 7,
  jsonSchema,
};
