import { showToast } from "#renderer/ui/toast.tsx";

/** Says in passing what did not work; the control itself stays as it was, which says the same. */
export async function tell(doing: Promise<string | null>): Promise<void> {
  const problem = await doing;
  if (problem !== null) showToast({ text: problem, tone: "bad", icon: "fail" });
}
