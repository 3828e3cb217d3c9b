import { useState } from "react";
import { discoverServers, serverName, startWithServer } from "#renderer/actions/local-servers.ts";
import { foundWords, useFoundServers } from "#renderer/parts/found-servers.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { Button } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import type { FoundServer } from "#shared/server-presets.ts";
import styles from "./local-servers.module.css";

/** The third way to start: a model server that runs here already. Nothing where there is none. */
export function LocalServers() {
  return useFoundServers(discoverServers).map((server) => <LocalServer key={server.id} server={server} />);
}

function LocalServer({ server }: { readonly server: FoundServer }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const name = serverName(server);
  const start = async () => {
    setStarting(true);
    setProblem(await startWithServer(server));
    setStarting(false);
  };
  return (
    <section className={styles.card} aria-label={name}>
      <ProviderBadge providerId={server.id} name={name} size="large" />
      <div className="grow">
        <h2 className={styles.title}>{name} is running on this machine</h2>
        <p className={`num ${styles.line}`}>{foundWords(server)}, no key needed</p>
        <Problem message={problem} />
      </div>
      <Button size="large" disabled={isStarting} onClick={() => void start()}>
        {isStarting ? "Adding…" : "Use local models"}
      </Button>
    </section>
  );
}
