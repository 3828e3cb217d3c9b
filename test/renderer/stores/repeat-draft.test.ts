import { beforeEach, describe, expect, it } from "vitest";
import { changeComposer, setDraft } from "#renderer/stores/composer-store.ts";
import { missingNow } from "#renderer/stores/draft-variables.ts";
import { besideRows, repeatChoice, rowFields } from "#renderer/stores/repeat-choice.ts";
import { type DraftData, notRepeated, readRepeatDraft } from "#renderer/stores/repeat-draft-storage.ts";
import { changeRepeat, endRepeatDraft, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";

const data: DraftData = {
  form: "csv",
  fields: ["text", "label"],
  rows: [
    { text: "One", label: "a" },
    { text: "Two", label: "b" },
  ],
  notes: [],
  fileName: "tickets.csv",
};

beforeEach(() => {
  sessionStorage.clear();
  useRepeatDraftStore.setState({ ...notRepeated, last: null, isOpen: false });
  changeComposer({ system: "", values: {} });
  setDraft("");
});

describe("The draft of a repeat", () => {
  it("sends once until it is told otherwise, and once again after it was sent", () => {
    expect(repeatChoice()).toBeNull();
    changeRepeat({ times: 20, seed: 7 });
    expect(repeatChoice()).toEqual({ purpose: "repeat", times: 20, perProvider: 1, seed: 7 });
    endRepeatDraft();
    expect(repeatChoice()).toBeNull();
    expect(useRepeatDraftStore.getState().last).toMatchObject({ times: 20, seed: 7 });
    endRepeatDraft();
    expect(useRepeatDraftStore.getState().last?.times).toBe(20);
  });

  it("survives a reload with its data set, and what is damaged does not come back", () => {
    changeRepeat({ times: 3, data });
    expect(readRepeatDraft()).toEqual({ times: 3, data, perProvider: 1, seed: null });
    for (const [times, perProvider, seed, kept] of [
      [0, 9, -1, { ...data, rows: [] }],
      [2.5, "1", 2 ** 32, { ...data, rows: [{ text: 1 }] }],
      [201, null, "7", { ...data, form: "xml" }],
    ]) {
      sessionStorage.setItem("understudy-repeat", JSON.stringify({ times, perProvider, seed, data: kept }));
      expect(readRepeatDraft()).toEqual(notRepeated);
    }
    sessionStorage.setItem("understudy-repeat", "{");
    expect(readRepeatDraft()).toEqual(notRepeated);
  });

  it("fills variables with its rows, once each row even where nothing is repeated", () => {
    setDraft("Label {{text}} for {{region}}");
    expect(missingNow([])).toEqual(["text", "region"]);
    changeRepeat({ data });
    expect(missingNow([])).toEqual(["region"]);
    expect(repeatChoice()).toMatchObject({ times: 1, rows: data.rows });
    expect(rowFields(useRepeatDraftStore.getState())).toEqual(["text", "label"]);
  });

  it("fills in what no row fills beforehand, and keeps braces in such a value as they are", () => {
    const repeat = { purpose: "repeat", times: 1, perProvider: 1, rows: data.rows } as const;
    const plain = besideRows({ text: "mine", region: "EU" }, repeat, data.fields);
    expect(plain).toEqual({ values: { region: "EU" }, repeat });
    const braced = besideRows({ region: "EU", note: "write {{text}}" }, repeat, data.fields);
    expect(braced.values).toEqual({ region: "EU" });
    expect(braced.repeat.rows).toEqual(data.rows.map((row) => ({ ...row, note: "write {{text}}" })));
  });
});
