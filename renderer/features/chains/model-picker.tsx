import { SearchList } from "#renderer/parts/search-list.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { formatCompactCount, formatPricePer1k } from "#shared/format.ts";
import type { ModelInfo } from "#shared/model.ts";
import styles from "./model-picker.module.css";

export type ModelPickerProps = {
  readonly models: readonly ModelInfo[];
  readonly current: string;
  /** The provider's name. */
  readonly provider: string;
  readonly onPick: (modelId: string) => void;
};

/** One provider's models, with what each costs and how much it takes; put it into a Popover. */
export function ModelPicker({ models, current, provider, onPick }: ModelPickerProps) {
  return (
    <SearchList
      options={models}
      find={findModels}
      keyOf={(model) => model.modelId}
      current={current}
      onPick={(model) => onPick(model.modelId)}
      searchLabel={`Search models of ${provider}`}
      listLabel={`Models of ${provider}`}
      nothing="Nothing matches. An id that is not listed can be typed into the field."
      figures="context, $ per 1k tokens in / out"
      row={(model, isCurrent) => <ModelRow model={model} isCurrent={isCurrent} />}
      isTall
    />
  );
}

function ModelRow({ model, isCurrent }: { readonly model: ModelInfo; readonly isCurrent: boolean }) {
  return (
    <>
      <span className={styles.names}>
        <span className="trunc medium">{model.name}</span>
        <span className={`mono trunc ${styles.id}`}>{model.modelId}</span>
      </span>
      {isCurrent ? <Icon name="check" size="s" className="acc" /> : null}
      <span className="num dim">{model.contextTokens === null ? "" : formatCompactCount(model.contextTokens)}</span>
      {model.isFree ? (
        <Chip tone="ok">Free</Chip>
      ) : (
        <span className={`num dim ${styles.price}`}>{priceWords(model)}</span>
      )}
    </>
  );
}

function priceWords({ price }: ModelInfo): string {
  if (price === null) return "unknown price";
  return `${formatPricePer1k(price.inputUsd)} / ${formatPricePer1k(price.outputUsd)}`;
}

function findModels(models: readonly ModelInfo[], query: string): readonly ModelInfo[] {
  return models.filter((model) => matches(model, query));
}

/** Every typed word must be found in the name or the id; `free` finds the free ones. */
function matches({ name, modelId, isFree }: ModelInfo, query: string): boolean {
  const text = `${name} ${modelId}${isFree ? " free" : ""}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
