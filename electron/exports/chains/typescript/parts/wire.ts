import type { Wire as AiWire } from "./ai-wire.ts";
import type { Wire as FetchWire } from "./fetch-wire.ts";

/** In a program one of the two stands in this place. */
export type Wire = AiWire & FetchWire;
