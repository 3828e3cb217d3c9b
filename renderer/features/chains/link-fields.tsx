import { useId } from "react";
import { changeLink, changeLinkProvider, changeModel } from "#renderer/actions/chain-links.ts";
import { findModel } from "#renderer/stores/targets.ts";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import { checkCost, checkMaxTokens, checkModelId, checkTemperature } from "#shared/check-chain.ts";
import { formatCount } from "#shared/format.ts";
import type { ModelInfo } from "#shared/model.ts";
import styles from "./link-fields.module.css";
import { type HealthParts, refOf } from "./link-health.ts";
import { readCost, readNumber, showCost } from "./read-value.ts";
import { ValueField } from "./value-field.tsx";

export type LinkFieldsProps = { readonly chain: Chain; readonly link: Link; readonly parts: HealthParts };

/** Every setting of a link; each is checked where it is typed. */
export function LinkFields({ chain, link, parts }: LinkFieldsProps) {
  const model = findModel(parts.modelLists, refOf(link));
  const owner = `${chain.id}/${link.id}`;
  return (
    <div className={styles.fields}>
      <ProviderField chain={chain} link={link} parts={parts} />
      <ModelField chain={chain} link={link} parts={parts} />
      <ValueField
        owner={owner}
        label="Max tokens"
        text={formatCount(link.maxTokens)}
        read={(text) => readNumber(text, checkMaxTokens)}
        onValue={(maxTokens) => changeLink(chain, link.id, { maxTokens })}
      />
      <ValueField
        owner={owner}
        label="Temperature"
        text={String(link.temperature)}
        read={(text) => readNumber(text, checkTemperature)}
        onValue={(temperature) => changeLink(chain, link.id, { temperature })}
      />
      <ValueField
        owner={owner}
        label="$ per 1k in"
        text={showCost(link.costPer1kInput)}
        placeholder={catalogPrice(model, "inputUsd")}
        read={(text) => readCost(text, checkCost)}
        onValue={(costPer1kInput) => changeLink(chain, link.id, { costPer1kInput })}
      />
      <ValueField
        owner={owner}
        label="$ per 1k out"
        text={showCost(link.costPer1kOutput)}
        placeholder={catalogPrice(model, "outputUsd")}
        read={(text) => readCost(text, checkCost)}
        onValue={(costPer1kOutput) => changeLink(chain, link.id, { costPer1kOutput })}
      />
    </div>
  );
}

function ProviderField({ chain, link, parts }: LinkFieldsProps) {
  const isGone = parts.providers.every((one) => one.provider.id !== link.provider);
  return (
    <SelectField
      label="Provider"
      value={link.provider}
      error={isGone ? "It was removed. Pick another." : null}
      onChange={(event) => changeLinkProvider(chain, link, event.target.value)}
    >
      {isGone ? <option value={link.provider}>{link.provider}</option> : null}
      {parts.providers.map(({ provider }) => (
        <option key={provider.id} value={provider.id}>
          {provider.name}
        </option>
      ))}
    </SelectField>
  );
}

/** Any id can be typed: a provider may serve models that no list names. */
function ModelField({ chain, link, parts }: LinkFieldsProps) {
  const listId = useId();
  const models = parts.modelLists.find((one) => one.providerId === link.provider)?.models ?? [];
  return (
    <>
      <TextField
        label="Model id"
        isMono
        autoComplete="off"
        list={listId}
        value={link.modelId}
        error={checkModelId(link.modelId)}
        onChange={(event) => changeModel(chain, link, event.target.value.trim())}
      />
      <datalist id={listId}>
        {models.map((model) => (
          <option key={model.modelId} value={model.modelId}>
            {model.name}
          </option>
        ))}
      </datalist>
    </>
  );
}

/** What an empty price field means. */
function catalogPrice(model: ModelInfo | undefined, part: "inputUsd" | "outputUsd"): string {
  if (model?.isFree) return "free";
  const usd = model?.price?.[part];
  return usd === undefined ? "unknown" : (usd / 1_000).toFixed(5);
}
