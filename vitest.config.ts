import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const root = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const resolve = {
  alias: {
    "decode-named-character-reference": root("node_modules/decode-named-character-reference/index.js"),
  },
};
const resolveWithElectron = { alias: { ...resolve.alias, electron: root("test/support/electron-double.ts") } };

/** What replaces modules: a module that another file has loaded before would be kept as it is. */
const replacing = ["test/electron/{main,preload,window-exits}.test.ts", "test/electron/bridge/static-files.test.ts"];

/** How long something may take is never asserted by a limit: a busy machine is no failure. */
const patience = { testTimeout: 180_000, hookTimeout: 180_000 };

export default defineConfig({
  test: {
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        resolve: resolveWithElectron,
        test: {
          name: "node",
          environment: "node",
          include: ["test/{shared,electron,architecture,scripts}/**/*.test.ts"],
          exclude: replacing,
          globalSetup: "test/support/bundle-programs.ts",
          // What these load keeps no state of its own; a process for each file would take half as long again.
          isolate: false,
          ...patience,
        },
      },
      {
        resolve: resolveWithElectron,
        test: { name: "replacing", environment: "node", include: replacing, ...patience },
      },
      {
        plugins: [react()],
        resolve,
        test: {
          name: "renderer",
          environment: "happy-dom",
          include: ["test/renderer/**/*.test.{ts,tsx}"],
          css: { modules: { classNameStrategy: "non-scoped" } },
          ...patience,
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          setupFiles: ["test/support/browser-setup.ts"],
          // What drives the browser is loaded once.
          isolate: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        test: {
          // The built program as a process of its own; in the soak a step by itself.
          name: "endurance",
          environment: "node",
          include: ["test/endurance/**/*.test.ts"],
        },
      },
    ],
  },
});
