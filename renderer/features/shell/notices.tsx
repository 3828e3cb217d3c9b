import { useEffect, useState } from "react";
import { dismissNotice } from "#renderer/actions/notices.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";

const noticeIcons = { info: "info", warning: "warn", danger: "fail" } as const;

/** What the host has to say of itself, and that it cannot be heard, above every view. */
export function Notices() {
  return (
    <>
      <ConnectionLost />
      <HostNotices />
    </>
  );
}

/** A dropped connection is back in a moment as a rule; only one that stays away is worth a banner. */
const worthTellingMs = 1_500;

function ConnectionLost() {
  const isLost = useAppStore((state) => state.connection === "lost");
  const [isTold, setTold] = useState(false);
  useEffect(() => {
    if (!isLost) return setTold(false);
    const timer = setTimeout(() => setTold(true), worthTellingMs);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!isTold) return null;
  return (
    <Banner tone="warning" icon="off" title="Understudy does not answer.">
      The connection is tried again by itself, and answers that stream go on in the program. If you stopped it, start it
      again.
    </Banner>
  );
}

function HostNotices() {
  const notices = useAppStore((state) => state.notices);
  return notices.map((notice) => (
    <Banner
      key={notice.id}
      tone={notice.tone}
      icon={noticeIcons[notice.tone]}
      title={`${notice.title.replace(/\.$/, "")}.`}
      onDismiss={() => void dismissNotice(notice.id)}
    >
      {notice.body}
    </Banner>
  ));
}
