import type { Handlers } from "#electron/bridge/router.ts";
import { refuse, succeed } from "#shared/failure.ts";
import { localMidnight } from "#shared/local-day.ts";
import type { SpendQuestion, SpendRange } from "#shared/spend.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type SpendHandlers = Pick<Handlers, "spend.report" | "spend.whatIf">;

const unreadable = (message: string) => refuse("unavailable", `What was spent could not be read: ${message}`);

/** What was spent, and what it would have been on another model. */
export function spendHandlers({ workspace, store, catalog, sessions, clock }: HandlerDependencies): SpendHandlers {
  const questionOf = (range: SpendRange): SpendQuestion => {
    const nowMs = clock.epochMs();
    const sinceMs = range.kind === "days" ? localMidnight(nowMs, range.days - 1) : null;
    return { range, sinceMs, isDemo: workspace.settings().demo, currentSessionId: sessions.current().id, nowMs };
  };
  return {
    async "spend.report"({ range }) {
      const found = await store.spendReport(questionOf(range));
      return found.ok ? succeed(found.value) : unreadable(found.message);
    },
    async "spend.whatIf"({ range, model }) {
      const price = catalog.price(model.providerId, model.modelId, clock.epochMs());
      const found = await store.whatIf({ ...questionOf(range), model, price });
      return found.ok ? succeed(found.value) : unreadable(found.message);
    },
  };
}
