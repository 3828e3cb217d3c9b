import { describe, expect, it } from "vitest";
import { checkWords, keyWords, lossLines, lossTitle } from "#renderer/features/transfer/chain-export-words.ts";
import type { ChainFormat, ExportLoss } from "#shared/chain-export.ts";

const cut: ExportLoss = {
  what: "cut stream: start over",
  why: "LiteLLM has no field for it.",
  chainName: "smart",
  linkIndex: null,
};
const deadline: ExportLoss = { ...cut, what: "no first token in 20 s", why: "It has one limit for the whole answer." };

describe("what a target has no words for", () => {
  it("is one line for all the places it is lost at", () => {
    const losses = [{ ...deadline, linkIndex: 0 }, cut, { ...deadline, linkIndex: 2 }, { ...deadline, linkIndex: 3 }];
    expect(lossLines({ losses })).toEqual([
      { what: deadline.what, why: deadline.why, where: "links 1, 3 and 4" },
      { what: cut.what, why: cut.why, where: "" },
    ]);
    expect(lossLines({ losses: [{ ...cut, linkIndex: 1 }] })[0]?.where).toBe("link 2");
  });

  it("names the chain where there are several", () => {
    const losses = [{ ...deadline, linkIndex: 0 }, { ...deadline, chainName: "fast", linkIndex: 1 }, cut];
    expect(lossLines({ losses }).map(({ where }) => where)).toEqual(["smart, link 1; fast, link 2", "smart"]);
  });

  it("that differs in its reason is not the same", () => {
    expect(lossLines({ losses: [cut, { ...cut, why: "Another reason." }] })).toHaveLength(2);
    expect(lossLines({ losses: [] })).toEqual([]);
  });

  it("is counted in words", () => {
    expect([1, 3, 12].map(lossTitle)).toEqual([
      "One rule is not exported.",
      "Three rules are not exported.",
      "12 rules are not exported.",
    ]);
  });
});

it("where its keys come from is said of every file", () => {
  const words = (variables: readonly string[], format: ChainFormat = "litellm") => keyWords({ variables, format });
  expect(words(["A", "B", "C"])).toBe("No key is written. The file reads three environment variables.");
  expect(words(["A"])).toBe("No key is written. The file reads one environment variable.");
  expect(words([])).toBe("No key is written, and the file needs none.");
  expect(words(["A"], "openrouter")).toBe("No key is written. It comes from one environment variable, as said below.");
});

it("how files of the form are checked is said, also where they are not", () => {
  expect(checkWords({ kind: "none", by: "It is read by a YAML parser." })).toBe(
    "Not checked by the target. It is read by a YAML parser.",
  );
  expect(checkWords({ kind: "target", by: "Portkey's gateway." })).toBe("Checked: Portkey's gateway.");
  expect(checkWords({ kind: "run", by: "bash and curl." })).toBe("Checked: bash and curl.");
});
