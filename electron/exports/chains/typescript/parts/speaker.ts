import { at } from "./json.ts";
import type { Piece } from "./reading.ts";
import type { Message, ModelConfig } from "./words.ts";

/** How a kind of provider is asked, and how its events are read. */
export type Speaker = {
  request(asked: { link: ModelConfig; messages: readonly Message[]; streamUsage: boolean }): {
    /** After the base URL. */
    readonly path: string;
    readonly body: object;
  };
  headers(key: string): Record<string, string>;
  read(event: unknown): Piece;
};

export function numberAt(value: unknown, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  return typeof found === "number" ? found : 0;
}
