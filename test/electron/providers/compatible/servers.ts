import type { Provider } from "#shared/model.ts";
import type { ServerId } from "#shared/server-presets.ts";
import { serverPresets } from "#shared/server-presets.ts";

/** A provider as the preset of this server makes it. */
export function providerAt(id: ServerId): Provider {
  const preset = serverPresets.find((one) => one.id === id);
  if (preset === undefined) throw new Error(`There is no preset ${id}`);
  return compatible(preset.baseUrl, preset.keyOptional);
}

/** An OpenAI-compatible provider at any address. */
export function compatible(baseUrl: string, keyOptional = true): Provider {
  return { id: "server", name: "A server", kind: "openai-compatible", baseUrl, keyOptional };
}
