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
    // How long something may take is never asserted by a poll: a busy machine is no failure.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        resolve: { alias: { ...resolve.alias, electron: root("test/support/electron-double.ts") } },
        test: {
          name: "node",
          environment: "node",
          include: ["test/{electron,architecture,scripts}/**/*.test.ts"],
          exclude: ["test/electron/{providers,manager}/**"],
          globalSetup: "test/support/bundle-programs.ts",
          // Some run programs of other languages, or whole hosts: what takes ten seconds on a calm machine is no hang.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        resolve,
        test: {
          // Of code that keeps no state of its own: a process for each file would take longer than its tests.
          name: "pure",
          environment: "node",
          include: ["test/{shared,electron/providers,electron/manager}/**/*.test.ts"],
          isolate: false,
          // Thousands of plays in one test: what takes four seconds on a calm machine is no hang.
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve,
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          setupFiles: ["test/support/browser-setup.ts"],
          // The longest take twenty seconds on a calm machine.
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
