import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { projectRoot } from "#test/support/processes.ts";

/** What the release workflow may do. It runs on machines that are not here, so only what is written can be checked. */

const text = readFileSync(join(projectRoot, ".github/workflows/release.yml"), "utf8");
const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const job = z.object({ permissions: z.record(z.string(), z.string()).optional(), steps: z.array(step) });
const workflow = z
  .object({
    on: z.unknown(),
    permissions: z.record(z.string(), z.string()),
    jobs: z.record(z.string(), job),
  })
  .parse(parse(text));

test("every action is pinned to a commit, with its version behind it, and comes from GitHub itself", () => {
  const used = text.split("\n").filter((line) => line.includes("uses:"));
  expect(used.length).toBeGreaterThan(4);
  for (const line of used) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test("a tag starts it and nothing else, and what it makes is a draft", () => {
  expect(workflow.on).toEqual({ push: { tags: ["v*"] } });
  const commands = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run ?? ""));
  expect(commands.filter((run) => /gh release/.test(run))).toEqual([expect.stringContaining("--draft")]);
  expect(commands.join("\n")).not.toMatch(/npm publish|--publish[= ](?!never)/);
});

test("only the job that runs no package of others may write", () => {
  expect(workflow.permissions).toEqual({ contents: "read" });
  const writing = Object.entries(workflow.jobs).filter(([, { permissions }]) => permissions !== undefined);
  expect(writing.map(([name]) => name)).toEqual(["draft"]);
  expect(JSON.stringify(writing)).not.toMatch(/npm |npx /);
  expect(writing[0]?.[1].permissions).toEqual({ contents: "write", "id-token": "write", attestations: "write" });
});

test("certificates are shown to the packing alone, once everything is installed and built", () => {
  const steps = workflow.jobs.package?.steps ?? [];
  const shown = steps.filter(({ env }) => JSON.stringify(env ?? {}).includes("secrets."));
  expect(shown.map(({ run }) => run)).toEqual(["npm run package"]);
  expect(text.split("secrets.").length - 1).toBe(JSON.stringify(shown).split("secrets.").length - 1);
});

test("what is packed is driven, and its checksums hold where they are put together", () => {
  expect(text).toContain("UNDERSTUDY_E2E_HOST: packed");
  expect(text).toContain("sha256sum --check --strict SHA256SUMS");
  expect(text).toContain("npm ci --strict-allow-scripts");
});
