import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resolve = {
  alias: {
    "decode-named-character-reference": root("node_modules/decode-named-character-reference/index.js"),
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: { ...resolve.alias, electron: root("test/support/electron-double.ts") } },
        test: {
          name: "node",
          environment: "node",
          include: ["test/{shared,electron,architecture,scripts}/**/*.test.ts"],
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        resolve,
        test: {
          name: "renderer",
          environment: "happy-dom",
          include: ["test/renderer/**/*.test.{ts,tsx}"],
          css: { modules: { classNameStrategy: "non-scoped" } },
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          setupFiles: ["test/support/browser-setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
