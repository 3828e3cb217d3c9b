import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { localMidnight } from "#shared/local-day.ts";

test("a day begins at its midnight by this computer's clock", () => {
  const noon = new Date(2026, 2, 15, 12, 30).getTime();
  expect(localMidnight(noon)).toBe(new Date(2026, 2, 15).getTime());
  expect(localMidnight(localMidnight(noon))).toBe(localMidnight(noon));
  expect(localMidnight(localMidnight(noon) - 1)).toBe(new Date(2026, 2, 14).getTime());
});

test("days before are counted by the calendar, over ends of months and over days of 23 and 25 hours", () => {
  const noon = new Date(2026, 2, 31, 12).getTime();
  expect(localMidnight(noon, 31)).toBe(new Date(2026, 1, 28).getTime());
  // Whatever the zone: every midnight of a year is one, and they follow each other.
  const days = Array.from({ length: 366 }, (_, before) => localMidnight(noon, 365 - before));
  expect(days.every((day) => new Date(day).getDate() >= 1 && localMidnight(day) === day)).toBe(true);
  expect(new Set(days.map((day) => new Date(day).toDateString())).size).toBe(366);
});

test.each([
  ["Europe/Berlin", "2026-10-26T11:00:00Z", "2026-10-24T22:00:00.000Z"],
  ["Europe/Berlin", "2026-03-30T11:00:00Z", "2026-03-28T23:00:00.000Z"],
  ["Asia/Kathmandu", "2026-03-30T11:00:00Z", "2026-03-28T18:15:00.000Z"],
])("in %s the day before %s begins at %s", (zone, now, midnight) => {
  // The zone of a process is set when it starts.
  const file = new URL("../../shared/local-day.ts", import.meta.url).href;
  const script = `import { localMidnight } from ${JSON.stringify(file)};
    process.stdout.write(new Date(localMidnight(Date.parse("${now}"), 1)).toISOString());`;
  const env = { ...process.env, TZ: zone };
  const told = execFileSync(process.execPath, ["--input-type=module", "-e", script], { env, encoding: "utf8" });
  expect(told).toBe(midnight);
});
