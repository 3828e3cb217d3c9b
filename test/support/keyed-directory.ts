import type { ProviderDirectory } from "#electron/manager/dependencies.ts";
import { createDirectory } from "#electron/providers/directory.ts";
import type { Provider } from "#shared/model.ts";

/** The real directory over these providers, each with a key of its own and none with a demo. */
export function keyedDirectory(
  providers: readonly Provider[],
  keyOf: (providerId: string) => string = (id) => `key-of-${id}`,
): ProviderDirectory {
  return createDirectory({
    providers: () => providers,
    readKey: async ({ id }) => ({ kind: "key", key: keyOf(id), fingerprint: `print-of-${id}` }),
    demo: async () => ({ ok: false, message: "There is no demo here." }),
  });
}
