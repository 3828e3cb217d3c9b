import type { ModelConfig } from "./words.ts";

/** Left out of the requests of a model that takes none. */
export function temperatureOf({ temperature }: ModelConfig): { readonly temperature?: number } {
  return temperature === undefined ? {} : { temperature };
}
