import { axisFor } from "#renderer/parts/waterfall/axis.ts";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { Waterfall } from "#renderer/parts/waterfall/waterfall.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import styles from "./example.module.css";
import { exampleRun } from "./example-run.ts";

const names: RowNames = {
  provider: (providerId) => providerNames[providerId] ?? providerId,
  model: (_providerId, modelId) => exampleRun.links.find((link) => link.modelId === modelId)?.name ?? modelId,
};

const providerNames: Readonly<Record<string, string>> = {
  openrouter: "OpenRouter",
  anthropic: "Anthropic",
  openai: "OpenAI",
};

const durationMs = exampleRun.endMs ?? 0;
const axis = axisFor(durationMs);

/** What every answer looks like, drawn by the same part as in Compare. */
export function Example() {
  return (
    <section className={styles.example} aria-label="Example">
      <p className={styles.caption}>
        <Icon name="info" size="s" />
        <span>
          An example of what you will see for every answer: which links were tried, why they fell through, how long each
          took and what it cost.
        </span>
      </p>
      <div className={styles.card}>
        <Waterfall
          run={exampleRun}
          sentTokens={0}
          title="the example"
          axis={axis}
          nowMs={durationMs}
          isLive={false}
          names={names}
        />
      </div>
    </section>
  );
}
