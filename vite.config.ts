import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const hostExternals = ["electron", /^electron\//, "keytar", ...builtinModules, /^node:/];

/** A build for Node: everything but the natives is inside, so that the package needs no node_modules. */
function hostBuild(input: Record<string, string>, format: "es" | "cjs") {
  const extension = format === "es" ? "js" : "cjs";
  return {
    consumer: "server" as const,
    resolve: { noExternal: true as const },
    build: {
      ssr: true,
      target: "node24",
      outDir: root("dist/electron"),
      // Both host builds share the folder; the first one clears it.
      emptyOutDir: format === "es",
      copyPublicDir: false,
      sourcemap: true,
      minify: false,
      license: { fileName: format === "es" ? ".licences-main.json" : ".licences-preload.json" },
      rolldownOptions: {
        platform: "node" as const,
        input,
        external: hostExternals,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
          ...(format === "cjs" ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

export default defineConfig({
  root: root("renderer"),
  base: "./",
  plugins: [react()],
  resolve: {
    alias: {
      // Its browser build parses entities with innerHTML, which Trusted Types refuses (recipes.md).
      "decode-named-character-reference": root("node_modules/decode-named-character-reference/index.js"),
    },
  },
  build: {
    outDir: root("dist/renderer"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "chrome140",
    // Of each build; scripts/licences.mjs makes one file of them.
    license: { fileName: ".licences.json" },
  },
  environments: {
    main: hostBuild(
      {
        main: root("electron/main.ts"),
        "node-host": root("electron/node-host.ts"),
        "storage-worker": root("electron/storage/storage-worker.ts"),
        "backup-worker": root("electron/storage/backup-worker.ts"),
        "demo-worker": root("electron/demo/demo-worker.ts"),
        "tokenizer-worker": root("electron/tokenizer/tokenizer-worker.ts"),
        "key-process": root("electron/keys/key-process.ts"),
      },
      "es",
    ),
    preload: hostBuild({ preload: root("electron/preload.ts") }, "cjs"),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) await builder.build(environment);
    },
  },
});
