import { sendDraft } from "#renderer/actions/start-comparison.ts";
import { stopAll } from "#renderer/actions/stop.ts";
import { shortcutText } from "#renderer/parts/shortcuts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { formatCount } from "#shared/format.ts";
import { sendKeys } from "./send-keys.ts";

export type SendProps = {
  readonly canSend: boolean;
  /** Of all columns together; 0 where it is not repeated. */
  readonly runs: number;
};

export function Send({ canSend, runs }: SendProps) {
  const keys = useAppStore((state) => shortcutText(sendKeys(state.settings.sendWith), state.capabilities));
  return (
    <Button tone="primary" icon="send" disabled={!canSend} onClick={() => void sendDraft()}>
      {runs === 0 ? "Send" : `Send ${formatCount(runs)} runs`}
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Button>
  );
}

export function StopAll() {
  const keys = useAppStore((state) => shortcutText("Mod+.", state.capabilities));
  return (
    <Button icon="stop" onClick={() => void stopAll()}>
      Stop all
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </Button>
  );
}
