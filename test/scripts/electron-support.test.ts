import { expect, it } from "vitest";
import { whyOutdated } from "#scripts/electron-support.mjs";

const nowMs = Date.parse("2026-11-23");
const releases = {
  created: "2013-01-01",
  "44.11.5": "2026-11-19",
  "45.3.4": "2026-11-17",
  "45.4.1": "2026-11-19",
  "46.0.0-beta.3": "2026-11-20",
};

it("B5: Electron's newest release is up to date, and a fix may be missed for two weeks", () => {
  expect(whyOutdated({ ours: "45.4.1", releases, nowMs })).toBeNull();
  expect(whyOutdated({ ours: "45.3.4", releases, nowMs })).toBeNull();
  const later = Date.parse("2026-12-04");
  expect(whyOutdated({ ours: "45.3.4", releases, nowMs: later })).toContain("45.3.4 is behind 45.4.1");
  expect(whyOutdated({ ours: "44.11.5", releases, nowMs: later })).toBeNull();
});

it("B5: a major is supported until the third one after it is out", () => {
  const far = { ...releases, "47.0.0": "2027-02-09" };
  expect(whyOutdated({ ours: "45.4.1", releases: far, nowMs })).toBeNull();
  expect(whyOutdated({ ours: "45.4.1", releases: { ...far, "48.0.0": "2027-04-06" }, nowMs })).toContain(
    "gets no fixes any more",
  );
  expect(whyOutdated({ ours: "45.4.1", releases: {}, nowMs })).toContain("names no release");
});
