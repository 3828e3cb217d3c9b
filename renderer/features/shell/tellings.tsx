import { useEffect } from "react";
import { type Telling, takeTellings, useToastsStore } from "#renderer/stores/toasts-store.ts";
import { showToast, Toasts } from "#renderer/ui/toast.tsx";

/** Where toasts stack, and what brings there what the actions say. */
export function Tellings() {
  const hasNews = useToastsStore((state) => state.waiting.length > 0);
  useEffect(() => {
    if (hasNews) for (const telling of takeTellings()) show(telling);
  }, [hasNews]);
  return <Toasts />;
}

const icons = { ok: "check", bad: "fail" } as const;

function show({ text, tone = "neutral", undo }: Telling): void {
  showToast({
    text,
    tone,
    ...(tone === "neutral" ? {} : { icon: icons[tone] }),
    ...(undo === undefined ? {} : { action: { label: "Undo", run: undo } }),
  });
}
