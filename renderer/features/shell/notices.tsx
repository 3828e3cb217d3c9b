import { dismissNotice } from "#renderer/actions/notices.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";

const noticeIcons = { info: "info", warning: "warn", danger: "fail" } as const;

/** What the host has to say of itself, above every view. */
export function Notices() {
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
