import { useState } from "react";
import { removeChain } from "#renderer/actions/chains.ts";
import { Button } from "#renderer/ui/button.tsx";
import { focusSoon } from "#renderer/ui/focus-soon.ts";
import { Question } from "#renderer/ui/question.tsx";
import type { Chain } from "#shared/chain.ts";

export function RemoveChain({ chain }: { readonly chain: Chain }) {
  const [isAsking, setAsking] = useState(false);
  const remove = async () => {
    const problem = await removeChain(chain.id);
    if (problem === null) focusSoon("nav[aria-label='Chains'] button[aria-current]");
    return problem;
  };
  return (
    <>
      <Button tone="danger" icon="trash" onClick={() => setAsking(true)}>
        Remove chain…
      </Button>
      {isAsking ? (
        <Question
          title={`Remove ${chain.name}?`}
          verb="Remove chain"
          onConfirm={remove}
          onClose={() => setAsking(false)}
        >
          Columns that send to it need another target. Answers it gave stay.
        </Question>
      ) : null}
    </>
  );
}
