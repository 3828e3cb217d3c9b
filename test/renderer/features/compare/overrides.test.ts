import { describe, expect, it } from "vitest";
import { listWords } from "#renderer/features/compare/composer/image-notes.ts";
import { acceptanceOf, effortNote, effortsOf } from "#renderer/features/compare/settings/accepted-words.ts";
import { readSchema, readSetting, readStops, showStops } from "#renderer/features/compare/settings/override-values.ts";
import { overrideWords, sameOverrides } from "#renderer/features/compare/settings/override-words.ts";
import type { AcceptedOverrides } from "#shared/accepted-overrides.ts";
import { checkMaxTokens } from "#shared/check-chain.ts";

const all: AcceptedOverrides = {
  providerId: "openai",
  modelId: "gpt",
  temperature: true,
  topP: true,
  stop: true,
  seed: true,
  efforts: ["low", "high"],
  jsonSchema: true,
};
const link = (parts: Partial<AcceptedOverrides> | null, model = "GPT") => ({
  model,
  accepts: parts === null ? undefined : { ...all, ...parts },
});

describe("what a model does not take", () => {
  it("is disabled and says why, for a model and where no link takes it", () => {
    expect(acceptanceOf("seed", "seed", [link({ seed: false })])).toEqual({
      isDisabled: true,
      note: "GPT takes no seed.",
    });
    const none = [link({ seed: false }), link({ seed: false })];
    expect(acceptanceOf("seed", "seed", none)).toEqual({ isDisabled: true, note: "No link takes it." });
  });

  it("says of a chain which links leave it out", () => {
    const links = [link({}), link({ topP: false }), link({ topP: false })];
    expect(acceptanceOf("topP", "top-p", links)).toEqual({ isDisabled: false, note: "Links 2 and 3 leave it out." });
    expect(acceptanceOf("topP", "top-p", links.slice(0, 2)).note).toBe("Link 2 leaves it out.");
  });

  it("may be tried where it is not known", () => {
    expect(acceptanceOf("temperature", "temperature", [link(null)])).toEqual({ isDisabled: false, note: null });
  });

  it("leaves a schema open, which is then told in words", () => {
    const { isDisabled, note } = acceptanceOf("jsonSchema", "JSON schema", [link({ jsonSchema: false })]);
    expect(isDisabled).toBe(false);
    expect(note).toBe("GPT is told the schema in words; it may not keep to it.");
  });

  it("offers the efforts that some link takes, and says which one takes the nearest", () => {
    const links = [link({}), link({ efforts: ["medium"] }), link({ efforts: [] })];
    expect(effortsOf(links)).toEqual(["low", "medium", "high"]);
    expect(effortsOf([link(null), link({})])).toHaveLength(7);
    expect(effortNote("high", links)).toBe("Link 2 takes the nearest that it knows.");
    expect(effortNote("low", [link({})])).toBeNull();
    expect(effortNote(undefined, links)).toBeNull();
    expect(acceptanceOf("effort", "reasoning effort", [link({ efforts: [] })]).isDisabled).toBe(true);
  });
});

describe("what is typed into a setting", () => {
  it("is a number as people write it, or the default where it is empty", () => {
    expect(readSetting(" 1,024 ", checkMaxTokens)).toEqual({ ok: true, value: 1_024 });
    expect(readSetting("  ", checkMaxTokens)).toEqual({ ok: true, value: undefined });
    expect(readSetting("1.5", checkMaxTokens)).toMatchObject({ ok: false });
  });

  it("is one stop text per line, with \\n and \\t for what cannot be typed there", () => {
    expect(readStops("END\n\\n\\n\n")).toEqual({ ok: true, value: ["END", "\n\n"] });
    expect(showStops(["END", "\n\n", "a\tb"])).toBe("END\n\\n\\n\na\\tb");
    expect(readStops("a\nb\nc\nd\ne")).toMatchObject({ ok: false });
    expect(readStops("\n")).toEqual({ ok: true, value: undefined });
  });

  it("is a schema named by its title where that may be a name", () => {
    expect(readSchema('{"title":"city","type":"object"}', true)).toEqual({
      ok: true,
      value: { name: "city", schema: { title: "city", type: "object" }, strict: true },
    });
    expect(readSchema('{"title":"a city"}', false)).toMatchObject({ value: { name: "answer", strict: false } });
    expect(readSchema("", false)).toEqual({ ok: true, value: undefined });
    expect(readSchema('{\n "a": 1,\n b\n}', false)).toEqual({ ok: false, message: "This is no JSON. Look at line 3." });
    expect(readSchema("[]", false)).toMatchObject({ ok: false, message: expect.stringContaining("object") });
  });
});

describe("words of what a column sets", () => {
  it("are short, in one order", () => {
    const words = overrideWords({ seed: 7, maxTokens: 1_024, temperature: 0, system: "", stop: ["a"], topP: 0.5 });
    expect(words).toEqual(["max 1,024", "temp 0", "top-p 0.5", "seed 7", "1 stop", "no system prompt"]);
    expect(listWords([1, 2, 3])).toBe("1, 2 and 3");
  });

  it("know whether an answer was made with the settings of now", () => {
    expect(sameOverrides(undefined, {})).toBe(true);
    expect(sameOverrides({ seed: 1, topP: 1 }, { topP: 1, seed: 1 })).toBe(true);
    expect(sameOverrides({ seed: 1 }, undefined)).toBe(false);
    expect(sameOverrides({ system: "In {{region}}" }, { system: "In EU" })).toBe(true);
    expect(sameOverrides({ system: "In EU" }, {})).toBe(false);
  });
});
