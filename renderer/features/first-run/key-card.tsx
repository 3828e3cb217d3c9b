import { useState } from "react";
import { goToProviders, leaveFirstRun } from "#renderer/actions/first-run.ts";
import { keyOwners } from "#renderer/parts/key-owner.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Card } from "./card.tsx";
import { FoundKeys } from "./found-keys.tsx";
import styles from "./key-card.module.css";
import { KeyForm } from "./key-form.tsx";

/** Two lines of names; the rest go by their address. */
const mostNamed = 7;

/** For those who have a key at hand, or one in the environment. */
export function KeyCard() {
  const providers = useAppStore((state) => state.providers);
  const hasKey = providers.some((one) => one.key.kind !== "none");
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Card icon="key" title="Use your own keys" lead="Paste any key. Understudy works out whose it is.">
      <ul className={styles.providers}>
        {keyOwners(providers)
          .slice(0, mostNamed)
          .map(({ id, name }) => (
            <li key={id}>
              <ProviderBadge providerId={id} name={name} />
              {name}
            </li>
          ))}
        <li>
          <button type="button" className={styles.other} onClick={() => void goToProviders().then(setProblem)}>
            or any OpenAI-compatible URL
          </button>
        </li>
      </ul>
      <span className="grow" />
      <KeyForm />
      {hasKey ? <FoundKeys /> : null}
      {hasKey ? (
        <Button className={styles.open} size="large" onClick={() => void leaveFirstRun().then(setProblem)}>
          Open Compare
        </Button>
      ) : null}
      <Problem message={problem} />
    </Card>
  );
}
