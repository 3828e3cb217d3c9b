import { useState } from "react";
import { addServer, discoverServers, serverName } from "#renderer/actions/local-servers.ts";
import { shortFoundWords, useFoundServers } from "#renderer/parts/found-servers.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import type { FoundServer } from "#shared/server-presets.ts";
import styles from "./found-servers.module.css";

/** Servers that run on this machine, each one click away from being a provider. Nothing where there is none. */
export function FoundServers() {
  const found = useFoundServers(discoverServers);
  if (found.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Running on this machine">
      <h2 className={styles.title}>Running on this machine</h2>
      <ul>
        {found.map((server) => (
          <li key={server.id}>
            <Found server={server} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Found({ server }: { readonly server: FoundServer }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const name = serverName(server);
  const add = async () => {
    setAdding(true);
    setProblem(await addServer(server));
    setAdding(false);
  };
  return (
    <>
      <div className={styles.row}>
        <ProviderBadge providerId={server.id} name={name} size="large" />
        <div className="grow">
          <p className={styles.name}>{name}</p>
          <p className={`num ${styles.line}`}>{shortFoundWords(server)}</p>
        </div>
        <Button size="small" aria-label={`Add ${name}`} disabled={isAdding} onClick={() => void add()}>
          Add
        </Button>
      </div>
      <Problem message={problem} />
    </>
  );
}
