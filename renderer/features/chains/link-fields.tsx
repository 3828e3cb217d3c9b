import { changeLink, changeLinkProvider } from "#renderer/actions/chain-links.ts";
import { showCost } from "#renderer/parts/price-text.ts";
import { readNumber } from "#renderer/parts/read-number.ts";
import { findModel } from "#renderer/stores/targets.ts";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import { checkCost, checkMaxTokens, checkTemperature } from "#shared/check-chain.ts";
import { formatCount, formatPricePer1k } from "#shared/format.ts";
import type { ModelInfo } from "#shared/model.ts";
import styles from "./link-fields.module.css";
import { type HealthParts, refOf } from "./link-health.ts";
import { ModelField } from "./model-field.tsx";
import { readCost } from "./read-value.ts";
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
      {model?.refusesTemperature === true ? (
        <NoTemperature name={model.name} />
      ) : (
        <ValueField
          owner={owner}
          label="Temp"
          text={String(link.temperature)}
          read={(text) => readNumber(text, checkTemperature)}
          onValue={(temperature) => changeLink(chain, link.id, { temperature })}
        />
      )}
      <PriceField chain={chain} link={link} model={model} part="in" />
      <PriceField chain={chain} link={link} model={model} part="out" />
    </div>
  );
}

/** The link's own temperature is kept for another model. The reason is read out, and shown while the field has the focus. */
function NoTemperature({ name }: { readonly name: string }) {
  const reason = `${name} takes no temperature, so none is sent.`;
  return (
    <TextField
      label="Temp"
      readOnly
      aria-disabled="true"
      inputMode="decimal"
      title={reason}
      value="none"
      hint={<span className={styles.onFocus}>{reason}</span>}
    />
  );
}

type PriceProps = {
  readonly chain: Chain;
  readonly link: Link;
  readonly model: ModelInfo | undefined;
  readonly part: "in" | "out";
};

/** Empty is the catalog's price. */
function PriceField({ chain, link, model, part }: PriceProps) {
  const isIn = part === "in";
  const isUnknown = model?.price == null && model?.isFree !== true;
  const isUnset = link.costPer1kInput === null || link.costPer1kOutput === null;
  return (
    <ValueField
      owner={`${chain.id}/${link.id}`}
      label={`$ per 1k ${part}`}
      text={showCost(isIn ? link.costPer1kInput : link.costPer1kOutput)}
      placeholder={catalogPrice(model, part)}
      // Said once for both.
      hint={
        isIn && isUnknown && isUnset
          ? "The price is unknown, so the cost of its answers is too. Set both to know it."
          : undefined
      }
      read={(text) => readCost(text, checkCost)}
      onValue={(cost) => changeLink(chain, link.id, isIn ? { costPer1kInput: cost } : { costPer1kOutput: cost })}
    />
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

/** What an empty price field means. */
function catalogPrice(model: ModelInfo | undefined, part: "in" | "out"): string {
  if (model?.isFree) return "free";
  const price = model?.price ?? null;
  return formatPricePer1k(price === null ? null : part === "in" ? price.inputUsd : price.outputUsd);
}
