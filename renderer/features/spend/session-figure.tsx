import { useEffect, useState } from "react";
import { readSession } from "#renderer/actions/spend.ts";
import { Figure } from "#renderer/parts/money/figure.tsx";
import { MoneyDetails } from "#renderer/parts/money/money-details.tsx";
import { wastedSumWords } from "#renderer/parts/money/wasted-sum-words.ts";
import type { SessionSummary } from "#shared/session.ts";
import type { SpendReport } from "#shared/spend.ts";
import { sessionTitle } from "./moments.ts";
import { SpentDetails, WastedDetails } from "./spend-details.tsx";
import { costWords, isUnknown } from "./spend-words.ts";

export type SessionFigureProps = { readonly session: SessionSummary; readonly of: "spent" | "wasted" };

/** What a session came to, or what of it was wasted. The list has its sums alone: the rest is asked when it is opened. */
export function SessionFigure({ session, of }: SessionFigureProps) {
  const { sum } = session;
  const title = `${of === "spent" ? "Spent" : "Wasted"} in ${sessionTitle(session, Date.now())}`;
  const words = of === "spent" ? costWords(sum) : wastedSumWords(sum);
  return (
    <Figure words={words} label={title} isUnknown={of === "spent" && isUnknown(sum)}>
      <Read title={title} session={session} of={of} words={words} />
    </Figure>
  );
}

type ReadProps = SessionFigureProps & { readonly title: string; readonly words: string };

function Read({ title, session, of, words }: ReadProps) {
  const read = useReport(session.id);
  if (read === null || typeof read === "string") {
    return (
      <MoneyDetails title={title} total={words}>
        <p className={read === null ? "sub" : "bad"} role="status">
          {read ?? "Adding up what was spent…"}
        </p>
      </MoneyDetails>
    );
  }
  if (of === "wasted") return <WastedDetails title={title} causes={read.waste} />;
  return <SpentDetails title={title} report={read} />;
}

/** Null while it is asked for; words where it could not be read. */
function useReport(sessionId: string): SpendReport | string | null {
  const [read, setRead] = useState<SpendReport | string | null>(null);
  useEffect(() => {
    let isGone = false;
    void readSession(sessionId).then((answer) => {
      if (!isGone) setRead(answer);
    });
    return () => {
      isGone = true;
    };
  }, [sessionId]);
  return read;
}
