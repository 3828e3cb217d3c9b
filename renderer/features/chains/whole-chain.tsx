import { editChain } from "#renderer/actions/chains.ts";
import { SelectField } from "#renderer/ui/field.tsx";
import type { Chain, OnMidStream } from "#shared/chain.ts";
import type { HealthParts } from "./link-health.ts";
import { ChainRuleRow } from "./link-rule-row.tsx";
import styles from "./whole-chain.module.css";
import { WorstCase } from "./worst-case.tsx";

/** What holds for every link that says nothing else, and what all of it can come to. */
export function WholeChain({ chain, parts }: { readonly chain: Chain; readonly parts: HealthParts }) {
  return (
    <section className={styles.whole} aria-label="Whole chain">
      <div className={styles.head}>
        <h2 className="grow">Whole chain</h2>
        <CutField chain={chain} />
      </div>
      <ChainRuleRow chain={chain} />
      <WorstCase chain={chain} parts={parts} />
    </section>
  );
}

function CutField({ chain }: { readonly chain: Chain }) {
  return (
    <SelectField
      label="If the stream is cut"
      value={chain.onMidStream}
      onChange={(event) => {
        const onMidStream: OnMidStream = event.target.value === "fail" ? "fail" : "restart";
        editChain(chain.id, (before) => ({ ...before, onMidStream }));
      }}
    >
      <option value="restart">Start over on the next link</option>
      <option value="fail">Keep the partial answer</option>
    </SelectField>
  );
}
