import { useState } from "react";
import { startDemo } from "#renderer/actions/first-run.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { formatCountWord } from "#shared/format.ts";
import { Card } from "./card.tsx";
import styles from "./demo-card.module.css";

/** The quickest way: nothing to type and nothing to pay. */
export function DemoCard() {
  const providers = useAppStore((state) => state.providers);
  const chains = useAppStore((state) => state.chains);
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async () => {
    setStarting(true);
    setProblem(await startDemo());
    setStarting(false);
  };
  const points = [
    "No key, no network, no cost",
    `${countWords(providers.length, "provider")}, ${countWords(chains.length, "chain").toLowerCase()}: ${list(chains.map((chain) => chain.name))}`,
    "429s, 500s, timeouts and cut streams on demand",
  ];
  return (
    <Card icon="bolt" title="Demo mode" lead="Try everything with simulated providers.">
      <ul className={styles.points}>
        {points.map((point) => (
          <li key={point}>
            <Icon name="check" className="ok" />
            {point}
          </li>
        ))}
      </ul>
      <span className="grow" />
      <Problem message={problem} className={styles.problem} />
      <Button tone="primary" size="large" autoFocus disabled={isStarting} onClick={() => void start()}>
        {isStarting ? "Starting…" : "Start the demo"}
        {isStarting ? null : <Kbd>↵</Kbd>}
      </Button>
    </Card>
  );
}

function countWords(count: number, noun: string): string {
  const word = formatCountWord(count);
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)} ${noun}${count === 1 ? "" : "s"}`;
}

function list(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
