import { act } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeBudgetRules, openBudgets, saveBudget } from "#renderer/actions/budgets.ts";
import { ColumnBody } from "#renderer/features/compare/column/column-body.tsx";
import { ColumnHeader } from "#renderer/features/compare/column/column-header.tsx";
import { Composer } from "#renderer/features/compare/composer/composer.tsx";
import { ProviderList } from "#renderer/features/providers/provider-list.tsx";
import { BudgetBanner } from "#renderer/features/shell/budget-banner.tsx";
import { HealthList } from "#renderer/features/shell/health-list.tsx";
import { StatusBar } from "#renderer/features/shell/status-bar.tsx";
import { BudgetCard } from "#renderer/features/spend/budget-card.tsx";
import { columnStateOf } from "#renderer/parts/column-state.ts";
import { ProviderHealthCard } from "#renderer/parts/provider-health-card.tsx";
import { setConnection, useAppStore } from "#renderer/stores/app-store.ts";
import { setDraft } from "#renderer/stores/composer-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { BudgetRefusal } from "#shared/budget.ts";
import { failureOf } from "#shared/failure.ts";
import type { ModelInfo } from "#shared/model.ts";
import { buttonNamed, find, mount, press, settle } from "#test/renderer/features/mount.ts";
import { undoNewest } from "#test/renderer/features/undo.ts";
import { field, fill, noteOf, pageText, select } from "#test/renderer/features/window-on-host.ts";
import { attemptOf, runOf } from "#test/support/scripted-data.ts";
import { openConversation, shown } from "./compare/conversation-window.ts";

type Window = Awaited<ReturnType<typeof openConversation>>;
let window: Window;
let unmount: () => Promise<void> = async () => undefined;

beforeEach(async () => {
  useMoneyStore.setState({ refused: null, quiet: [] });
  useViewStore.setState({ view: "compare" });
  window = await openConversation();
  setConnection("connected");
});
afterEach(async () => {
  await unmount();
  unmount = async () => undefined;
});

const dollar = 1_000_000_000;
const asked = { providerId: "openai", modelId: "gpt-5", isDemo: false, isGateway: false, sessionId: "session-1" };
const saved = () => useAppStore.getState().settings.budgets;

async function show(part: React.ReactNode) {
  unmount = await mount(part);
  await settle();
}

/** One attempt that cost this much, of the window or of a program. */
async function spend(nanoUsd: number, id: string = crypto.randomUUID()) {
  const { ledger, batcher } = window.host;
  await act(async () => {
    ledger.reserve(id, { ...asked, mostNanoUsd: nanoUsd });
    ledger.settle(id, { status: "answered", usage: null, cost: { nanoUsd, source: "computed" } });
    ledger.close(id);
    batcher.flush();
  });
}

async function setSessionBudget(dollars: string) {
  await fill(field("Per session"), dollars);
  await enter("Per session");
}

async function enter(label: string) {
  await act(async () => {
    field(label).dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
  await settle();
}

describe("the Budget card", () => {
  beforeEach(() => show(<BudgetCard pace={{ nanoUsd: 76_500_000, answers: 10, overMs: 600_000 }} />));

  it("takes a limit by Enter, says what is left and how long that lasts, and is emptied to be without", async () => {
    expect(pageText()).toContain("No limit.");
    await setSessionBudget("1");
    expect(saved().budgets).toMatchObject([{ period: "session", providerId: null, limitNanoUsd: dollar }]);
    expect(field("Per session").value).toBe("$1.00");
    await spend(609_900_000);
    expect(pageText()).toContain("$0.3901 left, about 50 answers or 50 minutes at the last ten minutes' pace.");
    expect(pageText()).toContain("New prompts wait at $1.00. Answers in flight finish.");
    await setSessionBudget("");
    expect(saved().budgets).toEqual([]);
    undoNewest();
    await settle();
    expect(saved().budgets).toMatchObject([{ limitNanoUsd: dollar }]);
  });

  it("keeps the keyboard in its field when it becomes one, and when it goes", async () => {
    const first = field("Per session");
    first.focus();
    await setSessionBudget("1");
    await act(async () => first.blur());
    await settle();
    expect([field("Per session") === first, noteOf(first)]).toEqual([true, ""]);
    first.focus();
    await setSessionBudget("");
    expect([saved().budgets, document.activeElement]).toEqual([[], first]);
  });

  it("keeps what was typed wrong, with its reason at the field, and nothing is saved", async () => {
    await setSessionBudget("plenty");
    expect(noteOf(field("Per session"))).toBe("A budget is an amount above $0.");
    expect([field("Per session").value, saved().budgets]).toEqual(["plenty", []]);
  });

  it("has more of them: per day or month, for one provider", async () => {
    await press(buttonNamed("Add a budget"));
    await fill(select("Per"), "month");
    await fill(select("For"), "anthropic");
    await fill(field("At most"), "5");
    await press(buttonNamed("Save budget"));
    await settle();
    expect(saved().budgets).toMatchObject([{ period: "month", providerId: "anthropic", limitNanoUsd: 5 * dollar }]);
    expect(field("Per month, Anthropic").value).toBe("$5.00");
    await press(buttonNamed("Add a budget"));
    await fill(select("Per"), "month");
    await fill(select("For"), "anthropic");
    await fill(field("At most"), "6");
    await press(buttonNamed("Save budget"));
    await settle();
    expect(noteOf(field("At most"))).toBe("There is a budget like this already. Change that one instead.");
    await press(buttonNamed("Remove Per month, Anthropic"));
    await settle();
    expect(saved().budgets).toEqual([]);
  });

  it("sets aside what is not known yet, and says what it cannot count", async () => {
    await setSessionBudget("1");
    const { ledger, batcher } = window.host;
    await act(async () => {
      ledger.reserve("a", { ...asked, mostNanoUsd: 250_000_000 });
      window.host.budgets.allowUnknown(asked);
      ledger.reserve("b", { ...asked, mostNanoUsd: null });
      ledger.settle("b", { status: "answered", usage: null, cost: { nanoUsd: null, source: "unknown" } });
      batcher.flush();
    });
    expect(pageText()).toContain("$0.7500 left");
    expect(pageText()).toContain("$0.2500 held for answers whose cost is not known yet.");
    expect(pageText()).toContain("1 answer of unknown price not counted.");
  });

  it("turns its rules on and off at once", async () => {
    for (const name of ["Hard stop", "Warn at 80%", "Count the gateway"]) await press(buttonNamed(name));
    await settle();
    expect(saved()).toMatchObject({ hardStop: false, warns: false, countsGateway: false });
    expect(pageText()).toContain("Prompts are sent past it, too.");
  });
});

describe("a column that was not sent", () => {
  const column = { id: "a", target: { kind: "model", providerId: "openai", modelId: "gpt-5" } } as const;
  const refused = (budget: BudgetRefusal) => {
    const reason = budget.kind === "over" ? "over-budget" : "unknown-price";
    const failure = failureOf("BUDGET", "This could pass your session budget.", { reason, budget });
    const skip = attemptOf("s", { status: "skipped", kind: "skip", endMs: 0, failure });
    return runOf("r", { columnId: "a", status: "failed", endMs: 1, failure, attempts: [skip] });
  };
  const showColumn = async (budget: BudgetRefusal) => {
    const run = refused(budget);
    const state = columnStateOf(true, run);
    await show(
      <>
        <ColumnHeader column={column} run={run} state={state} />
        <ColumnBody column={column} run={run} state={state} name="GPT" />
      </>,
    );
  };
  const over = () => {
    const [state] = useMoneyStore.getState().budgets;
    if (state === undefined) throw new Error("There is no budget.");
    return { kind: "over", budget: { ...state, spentNanoUsd: 992_100_000 }, wantedNanoUsd: 15_700_000 } as const;
  };

  beforeEach(async () => {
    await show(<BudgetCard pace={null} />);
    await setSessionBudget("1");
    await unmount();
    await window.send("Hello");
    await window.answer("Hi");
    await spend(992_100_000);
  });

  it("says so with its figures; raising the budget sends it", async () => {
    await showColumn(over());
    expect(find("header").textContent).toContain("Not sent");
    expect(pageText()).toContain("This could pass your session budget.");
    expect(pageText()).toContain("$0.9921 of $1.00 is spent and this answer can cost up to $0.0157. Nothing was sent.");
    const before = shown("a")?.id;
    await press(buttonNamed("Raise to $2.00"));
    await settle();
    expect(saved().budgets[0]?.limitNanoUsd).toBe(2 * dollar);
    expect(shown("a")?.id).not.toBe(before);
  });

  it("is tried again where it fits by now, and leads to its own settings and to Spend", async () => {
    await showColumn(over());
    await press(buttonNamed("Lower max tokens"));
    expect(window.host.workspace.settings().budgets.budgets[0]?.limitNanoUsd).toBe(dollar);
    await press(buttonNamed("Open Spend"));
    expect(useViewStore.getState().view).toBe("spend");
    await act(async () => {
      useMoneyStore.setState(({ budgets }) => ({ budgets: budgets.map((one) => ({ ...one, spentNanoUsd: 0 })) }));
    });
    expect(pageText()).not.toContain("Raise to");
    await press(buttonNamed("Try again"));
    await settle();
    expect(window.methods()).toContain("comparison.retry");
  });

  it("of unknown price asks once: for this session, or for a price", async () => {
    await showColumn({ kind: "unknown-price", providerId: "openai", modelId: "gpt-5" });
    expect(pageText()).toContain("Nobody knows what this model costs.");
    await press(buttonNamed("Set a price"));
    expect(useViewStore.getState().priceToSet).toEqual({ providerId: "openai", modelId: "gpt-5" });
    await press(buttonNamed("Send anyway this session"));
    await settle();
    expect(useMoneyStore.getState().allowedUnknown).toEqual([{ providerId: "openai", modelId: "gpt-5" }]);
    expect(window.methods()).toContain("comparison.retry");
  });
});

describe("the composer", () => {
  const models = (nanoPerToken: number): ModelInfo[] =>
    (["openai", "anthropic"] as const).map((providerId) => ({
      providerId,
      modelId: providerId === "openai" ? "gpt-5" : "claude",
      name: providerId,
      contextTokens: null,
      maxOutputTokens: null,
      isFree: false,
      price: {
        ...{
          inputUsd: nanoPerToken,
          outputUsd: nanoPerToken,
          longPrompt: null,
          source: "override",
          asOf: "2026-11-01",
        },
        ...{ cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null },
      },
    }));

  it("sends nothing that every budget would refuse, and says why beside Send", async () => {
    await show(
      <>
        <BudgetCard pace={null} />
        <Composer />
      </>,
    );
    const list = (model: ModelInfo) => ({
      ...{ providerId: model.providerId, source: "bundled" as const, fetchedAtMs: null },
      models: [model],
    });
    await act(async () => {
      useAppStore.setState({ modelLists: models(10).map(list) });
      setDraft("Hello");
    });
    const send = () => find<HTMLButtonElement>("[data-region='composer'] button[class*='primary']");
    expect(send().disabled).toBe(false);
    await setSessionBudget("0.001");
    expect(send().disabled).toBe(true);
    expect(pageText()).toContain("Over your session budget: $0.00100 left");
    await press(buttonNamed("Change budget"));
    expect(useViewStore.getState().view).toBe("spend");
    await setSessionBudget("10");
    expect(send().disabled).toBe(false);
    await act(async () => setDraft(""));
  });
});

describe("the banner and the status bar", () => {
  beforeEach(async () => {
    await show(
      <>
        <BudgetBanner />
        <StatusBar />
        <BudgetCard pace={null} />
      </>,
    );
  });

  it("warn once from 80 %, aloud and until it is put away", async () => {
    await setSessionBudget("1");
    await spend(609_900_000);
    expect(find("footer").textContent).toContain("Session $0.6099 of $1.00");
    expect(document.querySelector("section[aria-label$='is spent.']")).toBeNull();
    await spend(200_000_000);
    expect(pageText()).toContain("80% of the session budget is spent. $0.8099 of $1.00. New prompts stop at $1.00.");
    expect(useViewStore.getState().announcement).toBe("80% of the session budget is spent.");
    expect(document.querySelector("[role='alert']")).toBeNull();
    await press(buttonNamed("Dismiss"));
    await spend(50_000_000);
    expect(pageText()).not.toContain("of the session budget is spent");
  });

  it("stop with an alert that leads to the budget or to a new session", async () => {
    await setSessionBudget("1");
    await spend(dollar);
    expect(find("[role='alert']").textContent).toContain("The session budget of $1.00 is spent.");
    expect(find("[role='alert']").textContent).toContain("Answers in flight will finish. New prompts wait.");
    await press(buttonNamed("New session"));
    await settle();
    expect(document.querySelector("[role='alert']")).toBeNull();
    expect(find("footer").textContent).toContain("Session $0 of $1.00");
  });

  it("say what is not known, and what was wasted", async () => {
    const { ledger, batcher } = window.host;
    await act(async () => {
      ledger.reserve("x", { ...asked, mostNanoUsd: null });
      ledger.settle("x", { status: "answered", usage: null, cost: { nanoUsd: null, source: "unknown" } });
      batcher.flush();
    });
    expect(find("footer").textContent).toContain("Session unknown");
    await act(async () => {
      ledger.reserve("y", { ...asked, mostNanoUsd: 5 });
      ledger.settle("y", { status: "failed", usage: null, cost: { nanoUsd: 27_900_000, source: "estimated" } });
      batcher.flush();
    });
    expect(find("footer").textContent).toContain("wasted ≈$0.0279Session ≈$0.0279 plus 1 unknown");
    expect(find("footer button").getAttribute("title")).toContain("plus 1 attempt of unknown cost");
  });
});

describe("a provider whose own budget is spent", () => {
  const openai = () => {
    const state = useAppStore.getState().providers.find(({ provider }) => provider.id === "openai");
    if (state === undefined) throw new Error("There is no OpenAI.");
    return state;
  };
  const actions = { onClear: async () => null, onCheck: async () => null, onOpen: () => undefined };

  beforeEach(() => {
    const key = { kind: "memory", last4: "abcd" } as const;
    useAppStore.setState(({ providers }) => ({ providers: providers.map((state) => ({ ...state, key })) }));
  });

  async function spendOfOpenai(hardStop = true) {
    const own = { id: "own", period: "day", providerId: "openai", limitNanoUsd: dollar } as const;
    await changeBudgetRules({ hardStop });
    await saveBudget(own);
    await spend(dollar);
  }

  it("says so wherever its health is told, and that others still answer", async () => {
    await show(
      <>
        <HealthList />
        <ProviderList selectedId={null} />
        <ProviderHealthCard state={openai()} actions={{ ...actions, onRaise: openBudgets }} />
        <BudgetBanner />
      </>,
    );
    expect(pageText()).not.toContain("Over budget");
    await act(() => spendOfOpenai());
    find('[title="OpenAI: Its budget is spent"]');
    expect(find('nav[aria-label="Providers"]').textContent).toContain("Over budget");
    const card = find('section[aria-label="OpenAI: Over budget"]');
    expect(card.textContent).toContain("The daily budget for OpenAI of $1.00 is spent. Chains skip it.");
    expect(find('[role="alert"]').textContent).toContain("New prompts to OpenAI wait.");
    await press(buttonNamed("Raise budget: OpenAI"));
    expect(useViewStore.getState().view).toBe("spend");
  });

  it("is ready as long as something is left, also after a prompt that was too dear", async () => {
    await show(<HealthList />);
    await act(async () => {
      await saveBudget({ id: "own", period: "day", providerId: "openai", limitNanoUsd: dollar });
      await spend(dollar - 1);
      useMoneyStore.setState({ refused: { budgetId: "own", wantedNanoUsd: 2 } });
    });
    expect(document.querySelector('[title*="budget is spent"]')).toBeNull();
  });

  it("is as it was where budgets only warn", async () => {
    await show(<HealthList />);
    await act(() => spendOfOpenai(false));
    expect(document.querySelector('[title*="budget is spent"]')).toBeNull();
  });
});
