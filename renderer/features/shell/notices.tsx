import { useEffect, useState } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { dismissNotice } from "#renderer/actions/notices.ts";
import { reconnect } from "#renderer/actions/reconnect.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Notice } from "#shared/contract.ts";
import { PartMissing } from "./part-missing.tsx";

const noticeIcons = { info: "info", warning: "warn", danger: "fail" } as const;

/** What the host has to say of itself, and that it cannot be heard, above every view. */
export function Notices() {
  return (
    <>
      <ConnectionLost />
      <KeychainWarning />
      <HostNotices />
      <BudgetWarning />
    </>
  );
}

const budgetBanner = latePart(async () => (await import("./budget-banner.tsx")).BudgetBanner, {
  what: "budget banner",
  failed: (tryAgain) => <PartMissing name="The warning of a budget" tryAgain={tryAgain} />,
});

const keychainBanner = latePart(async () => (await import("./keychain-banner.tsx")).KeychainBanner, {
  what: "keychain banner",
  failed: (tryAgain) => <PartMissing name="The warning of the keychain" tryAgain={tryAgain} />,
});

/** A keychain that is not there keeps nobody from working who has no key in it, and the demo needs none. */
function KeychainWarning() {
  const isMissed = useAppStore(
    ({ keychain, providers, settings }) =>
      keychain.kind === "memory" && !settings.demo && providers.some(({ key }) => key.kind === "locked-or-missing"),
  );
  return isMissed ? <Late part={keychainBanner} props={{}} /> : null;
}

/** Without a budget there is nothing to warn of. */
function BudgetWarning() {
  const hasAny = useMoneyStore((state) => state.budgets.length > 0);
  return hasAny ? <Late part={budgetBanner} props={{}} /> : null;
}

/** A dropped connection is back in a moment as a rule; only one that stays away is worth a banner. */
const worthTellingMs = 1_500;

function ConnectionLost() {
  const isLost = useAppStore((state) => state.connection === "lost");
  const hasEnded = useAppStore((state) => state.connection === "ended");
  const isTold = useStaysAway(isLost || hasEnded);
  if (!isTold) return null;
  return (
    <Banner
      tone="warning"
      icon="off"
      title={hasEnded ? "Understudy was ended." : "Understudy does not answer."}
      actions={
        <>
          <NextTry />
          <Button size="small" onClick={reconnect}>
            Try now
          </Button>
        </>
      }
    >
      {hasEnded
        ? "What was saved is there at the next start. Start it again and open the address that it prints; your draft stays here."
        : "While it runs, answers that stream go on and come back whole. What you write stays here."}
    </Banner>
  );
}

/** True once it lasted; said aloud then, and when it is over. */
function useStaysAway(isAway: boolean): boolean {
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isAway) return setTold(false);
    const timer = setTimeout(() => setTold(true), worthTellingMs);
    return () => clearTimeout(timer);
  }, [isAway]);
  useEffect(() => {
    if (!isTold) return;
    announce("Understudy does not answer");
    return () => announce("Understudy answers again");
  }, [isTold]);
  return isTold;
}

/** `Trying again in 4 s`; its seconds are not read out. */
function NextTry() {
  const retryAtMs = useAppStore((state) => state.retryAtMs);
  useTick(1_000, retryAtMs !== null);
  if (retryAtMs === null) return null;
  const seconds = Math.ceil((retryAtMs - Date.now()) / 1_000);
  return (
    <span className="num sub" role="timer" aria-live="off">
      {seconds > 0 ? `Trying again in ${seconds}\u00a0s` : "Trying now"}
    </span>
  );
}

function HostNotices() {
  const notices = useAppStore((state) => state.notices);
  return notices.map((notice) => <HostNotice key={notice.id} notice={notice} />);
}

function HostNotice({ notice }: { readonly notice: Notice }) {
  const title = `${notice.title.replace(/\.$/, "")}.`;
  useEffect(() => announce(title), [title]);
  return (
    <Banner
      tone={notice.tone}
      icon={noticeIcons[notice.tone]}
      title={title}
      onDismiss={() => void dismissNotice(notice.id)}
    >
      {notice.body}
    </Banner>
  );
}
