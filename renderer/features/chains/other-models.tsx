import { setOtherModels } from "#renderer/actions/chain-rules.ts";
import type { Chain, Link } from "#shared/chain.ts";
import { checkOtherModels } from "#shared/check-chain.ts";
import { readModels } from "./read-value.ts";
import styles from "./rule-form.module.css";
import { ValueField } from "./value-field.tsx";

/** OpenRouter's own fallback to other models: off until one is named, because it changes who answers. */
export function OtherModels({ chain, link }: { readonly chain: Chain; readonly link: Link }) {
  return (
    <div className={styles.models}>
      <ValueField
        isText
        owner={`${chain.id}/${link.id}`}
        label="Other models on OpenRouter"
        placeholder="none"
        hint="OpenRouter answers with the next one where a model fails there, within the same request. Ids with commas between them."
        text={(link.models ?? []).join(", ")}
        read={(text) => readModels(text, (models) => checkOtherModels(models, link.modelId))}
        onValue={(models) => setOtherModels(chain, link, models)}
      />
    </div>
  );
}
