import { builtinModules } from "node:module";
import { build } from "vite";
import { projectRoot } from "./processes.ts";

/**
 * Bundles programs of tests for plain Node, `<name>.js` each, as the build does with the host: a program that is
 * started hundreds of times must not read a hundred TypeScript files each time.
 */
export async function bundleForNode(outDir: string, input: Readonly<Record<string, string>>): Promise<void> {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: "node24",
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: {
        platform: "node",
        input: { ...input },
        external: ["keytar", ...builtinModules, /^node:/],
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  });
}
