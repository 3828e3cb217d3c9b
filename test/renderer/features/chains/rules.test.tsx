import { act } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { ChainsView } from "#renderer/features/chains/chains-view.tsx";
import { setDraft } from "#renderer/stores/composer-store.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { field, fill, noteOf, openWindow, pageText, select } from "#test/renderer/features/window-on-host.ts";

/** Longer than the pause after which a change is saved. */
const saved = 460;

const smart: Chain = {
  id: "smart",
  name: "smart",
  onMidStream: "restart",
  links: [
    newLink("l1", "Sonnet", { providerId: "openrouter", modelId: "anthropic/sonnet" }),
    newLink("l2", "GPT", { providerId: "openai", modelId: "gpt" }),
  ],
};

let unmount: () => Promise<void> = async () => undefined;

async function show(chain: Chain = smart) {
  setDraft("");
  const opened = await openWindow({ chains: [chain] });
  unmount = await mount(<ChainsView />);
  const stored = () => opened.host.store.chains.find((one) => one.id === chain.id);
  return { ...opened, stored };
}

function chips(name: string): readonly string[] {
  return [...find(`ul[aria-label="Rules of ${name}"]`).children].map((chip) => chip.textContent);
}

function worst(label: string): string {
  const term = [...document.querySelectorAll("dt")].find((one) => one.textContent === label);
  return term?.nextElementSibling?.textContent ?? "";
}

afterEach(async () => unmount());

describe("the rules of a link", () => {
  it("are told in plain words, the last link's with the long limit", async () => {
    await show();
    const usual = ["429 at once", "5xx after 1 retry", "no first token in 12\u00a0s", "cut stream: start over"];
    expect(chips("link 1")).toEqual(usual);
    expect(chips("link 2")).toEqual(["5xx after 1 retry", "no first token in 60\u00a0s", "cut stream: keep it"]);
  });

  it("show their defaults in empty fields, keep what is set, and go back to the default", async () => {
    const { stored } = await show();
    await press(buttonNamed("Edit rule of link 1"));
    expect(field("First token, s").placeholder).toBe("12");
    await fill(field("First token, s"), "2.5");
    await fill(select("Ask the same link again"), "0");
    await press(buttonNamed("Refused key"));
    await press(buttonNamed("Answer withheld by a filter"));
    await settle(saved);
    expect(stored()?.links[0]?.rules).toEqual({
      deadlines: { firstContentMs: 2_500 },
      retries: 0,
      triggers: { AUTH: false, CONTENT_POLICY: true },
    });
    expect(chips("link 1")).toEqual([
      "429 at once",
      "5xx at once",
      "no first token in 2.5\u00a0s",
      "cut stream: start over",
      "not on refused key",
      "answer withheld by a filter",
    ]);
    await press(buttonNamed("Refused key"));
    await settle(saved);
    expect(stored()?.links[0]?.rules?.triggers).toEqual({ CONTENT_POLICY: true });
    await press(buttonNamed("Reset to default"));
    await settle(saved);
    expect(stored()?.links[0]).not.toHaveProperty("rules");
  });

  it("take over what the chain sets, unless they say otherwise", async () => {
    const { stored } = await show();
    await press(buttonNamed("Edit rule of the chain"));
    await fill(field("First token, s"), "30");
    await press(buttonNamed("Close rule of the chain"));
    expect(chips("link 1")).toContain("no first token in 30\u00a0s");
    await press(buttonNamed("Edit rule of link 1"));
    expect(field("First token, s").placeholder).toBe("30");
    await fill(field("First token, s"), "5");
    expect(chips("link 1")).toContain("no first token in 5\u00a0s");
    await settle(saved);
    expect(stored()).toMatchObject({ rules: { deadlines: { firstContentMs: 30_000 } } });
  });

  it("are refused at the field where they are no time, and hold the chain back", async () => {
    const { methods } = await show();
    await press(buttonNamed("Edit rule of link 1"));
    await fill(field("Connect, s"), "soon");
    expect(noteOf(field("Connect, s"))).toBe("Connect is a time from 0.1 to 60 seconds.");
    expect(pageText()).toContain("Not saved. Connect is a time");
    await settle(saved);
    expect(methods()).not.toContain("chain.save");
  });

  it("say where they cannot both hold", async () => {
    await show();
    await press(buttonNamed("Edit rule of link 1"));
    await fill(field("Whole answer, s"), "5");
    expect(chips("link 1").at(-1)).toBe("timeout is longer than the whole-answer limit");
  });

  it("offer OpenRouter's own fallback on its links only, off until a model is named", async () => {
    const { stored } = await show();
    await press(buttonNamed("Edit rule of link 2"));
    expect(pageText()).not.toContain("Other models on OpenRouter");
    await press(buttonNamed("Edit rule of link 1"));
    expect(field("Other models on OpenRouter").value).toBe("");
    await fill(field("Other models on OpenRouter"), "anthropic/haiku, anthropic/haiku");
    expect(noteOf(field("Other models on OpenRouter"))).toBe("Each model is named once.");
    await fill(field("Other models on OpenRouter"), "anthropic/haiku, x/y");
    await settle(saved);
    expect(stored()?.links[0]?.models).toEqual(["anthropic/haiku", "x/y"]);
    await fill(field("Other models on OpenRouter"), "");
    await settle(saved);
    expect(stored()?.links[0]).not.toHaveProperty("models");
  });
});

describe("the worst case of a chain", () => {
  const priced = smart.links.map((link) => ({ ...link, costPer1kInput: 0.003, costPer1kOutput: 0.015 }));

  it("is the longest time and the most money, for a prompt of a stated size", async () => {
    await show({ ...smart, links: priced });
    // Both links twice: 12 + 3 and 60 + 3 at the last moment, 3 of pause each; the last answer's first token at 60.
    expect(worst("First token, at most")).toBe("2\u00a0m\u00a039\u00a0s");
    // Four times 1,000 tokens at $3 and 2,000 at $15 a million.
    expect(worst("Cost")).toBe("Up to $0.1320");
    await fill(select("For a prompt of"), "100000");
    expect(worst("Cost")).toBe("Up to $1.32");
  });

  it("follows the rules, and says how many prices are missing", async () => {
    await show({ ...smart, links: priced.map((link) => ({ ...link, rules: { retries: 0 } as const })) });
    expect(worst("First token, at most")).toBe("75.0\u00a0s");
    await unmount();
    await show();
    expect(worst("Cost")).toBe("unknown 2 links have no known price");
  });

  it("takes the draft of the composer, counted by the host", async () => {
    setDraft("");
    const { methods } = await show({ ...smart, links: priced });
    await act(async () => setDraft("x".repeat(40)));
    await settle(400);
    expect(methods()).toContain("tokens.count");
    // The host of this test counts one token for each character; GPT's by its tokenizer, the first link's by a rule.
    expect(select("For a prompt of").selectedOptions[0]?.textContent).toBe("Your draft, ≈40 tokens");
  });
});
