import { describe, expect, it } from "vitest";
import { dateOf, dayEndMs, dayStartMs, dayWords, sessionWords, spanWords } from "#renderer/parts/time-words.ts";

const at = (text: string) => new Date(text).getTime();
const now = at("2026-11-22T14:32:00");

describe("a day", () => {
  it.each([
    ["2026-11-22T00:00:00", "Today"],
    ["2026-11-21T23:59:59", "Yesterday"],
    ["2026-11-19T09:02:00", "Thursday 19 November"],
    ["2025-11-09T09:02:00", "Sunday 9 November 2025"],
  ])("%s is %s", (day, words) => {
    expect(dayWords(at(day), now)).toBe(words);
  });

  it("goes from its midnight to the next one, as a date field writes it", () => {
    expect(dayStartMs("2026-11-21")).toBe(at("2026-11-21T00:00:00"));
    expect(dayEndMs("2026-11-21")).toBe(at("2026-11-22T00:00:00"));
    expect(dateOf(at("2026-03-07T23:59:00"))).toBe("2026-03-07");
    expect([dayStartMs(""), dayEndMs("no day")]).toEqual([null, null]);
  });
});

describe("a span", () => {
  it("says its end where that is another minute, with its day where that is another one", () => {
    const from = at("2026-11-21T16:04:10");
    expect(spanWords(from, at("2026-11-21T16:19:00"), now)).toBe("Saturday 21 November, 16:04 to 16:19");
    expect(spanWords(from, at("2026-11-21T16:04:50"), now)).toBe("Saturday 21 November, 16:04");
    expect(spanWords(from, null, now)).toBe("Saturday 21 November, 16:04");
    expect(spanWords(from, at("2026-11-22T00:01:00"), now)).toBe(
      "Saturday 21 November, 16:04 to Sunday 22 November, 00:01",
    );
  });
});

describe("a session", () => {
  const session = { id: "s", name: null, startedAtMs: at("2026-11-22T13:05:00"), endedAtMs: null };
  it("goes by its name, else by when it began", () => {
    expect(sessionWords({ ...session, name: "Prompt tuning" }, now)).toBe("Prompt tuning");
    expect(sessionWords(session, now)).toBe("Session from 13:05");
    expect(sessionWords(session, at("2026-11-23T01:00:00"))).toBe("Session from Sunday 22 November, 13:05");
    expect(sessionWords(undefined, now)).toBe("An earlier session");
  });
});
