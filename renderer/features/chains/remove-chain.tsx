import { useState } from "react";
import { removeChain } from "#renderer/actions/chains.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { focusSoon } from "#renderer/ui/focus-soon.ts";
import type { Chain } from "#shared/chain.ts";

export function RemoveChain({ chain }: { readonly chain: Chain }) {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => setAsking(false);
  const remove = async () => {
    const found = await removeChain(chain.id);
    setProblem(found);
    if (found === null) focusSoon("nav[aria-label='Chains'] button[aria-current]");
  };
  return (
    <>
      <Button tone="danger" icon="trash" onClick={() => setAsking(true)}>
        Remove chain…
      </Button>
      <Dialog
        isOpen={isAsking}
        title={`Remove ${chain.name}?`}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button tone="danger" onClick={() => void remove()}>
              Remove chain
            </Button>
          </>
        }
      >
        <p>Columns that send to it need another target. Answers it gave stay.</p>
        {problem === null ? null : (
          <p className="bad" role="status">
            {problem}
          </p>
        )}
      </Dialog>
    </>
  );
}
