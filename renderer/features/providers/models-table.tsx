import { useDeferredValue, useState } from "react";
import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { formatCount, formatPricePer1k } from "#shared/format.ts";
import type { ModelInfo, Price } from "#shared/model.ts";
import styles from "./models-table.module.css";

/** From this many on a list is quicker to filter than to read. */
const filterFrom = 12;
/** Rows drawn before the user asks for all. */
const firstRows = 40;

export function ModelsTable({ models }: { readonly models: readonly ModelInfo[] }) {
  const [filter, setFilter] = useState("");
  const [isWhole, setWhole] = useState(false);
  const found = filterModels(models, useDeferredValue(filter));
  const shown = isWhole ? found : found.slice(0, firstRows);
  return (
    <>
      {models.length < filterFrom ? null : (
        <div className={styles.filter}>
          <TextField
            label="Filter models"
            hideLabel
            type="search"
            placeholder={`Filter ${formatCount(models.length)} models`}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
      )}
      {shown.length === 0 ? <p className="sub">Nothing matches “{filter}”.</p> : <Rows models={shown} />}
      {shown.length < found.length ? (
        <Button tone="ghost" size="small" icon="down" className={styles.more} onClick={() => setWhole(true)}>
          Show all {formatCount(found.length)} models
        </Button>
      ) : null}
    </>
  );
}

function Rows({ models }: { readonly models: readonly ModelInfo[] }) {
  return (
    <table className={styles.table} aria-label="Models and prices">
      <thead>
        <tr>
          <th scope="col">Model id</th>
          <th scope="col" className={styles.right}>
            $ / 1k in
          </th>
          <th scope="col" className={styles.right}>
            $ / 1k out
          </th>
          <th scope="col" className={`${styles.right} ${styles.source}`}>
            Price from
          </th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <Row key={model.modelId} model={model} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ model }: { readonly model: ModelInfo }) {
  const { price, isFree } = model;
  return (
    <tr title={`${model.name}, ${model.modelId}`}>
      <th scope="row" className={`mono ${styles.id}`}>
        <span className="trunc">{model.modelId}</span>
      </th>
      {isFree || price === null ? (
        <td colSpan={2} className={`${styles.right} ${isFree ? "ok" : "dim"}`}>
          {isFree ? <Free model={model} /> : <Unknown model={model} />}
        </td>
      ) : (
        <>
          <td className={`num ${styles.right}`}>
            <button
              type="button"
              className={styles.set}
              title={price.source === "own" ? "Change or remove your price" : "Set a price of your own"}
              aria-label={`${formatPricePer1k(price.inputUsd)}, set a price for ${model.modelId}`}
              onClick={() => openSetPrice(model)}
            >
              {formatPricePer1k(price.inputUsd)}
            </button>
          </td>
          <td className={`num ${styles.right}`}>{formatPricePer1k(price.outputUsd)}</td>
        </>
      )}
      <td className={`sub ${styles.right} ${styles.source}`} title={price === null ? undefined : `As of ${price.asOf}`}>
        {price === null ? "" : sourceWords[price.source]}
      </td>
    </tr>
  );
}

function Free({ model }: { readonly model: ModelInfo }) {
  if (model.price?.source !== "own") return "free";
  return (
    <button
      type="button"
      className={styles.set}
      title="Change or remove your price"
      aria-label={`free, set a price for ${model.modelId}`}
      onClick={() => openSetPrice(model)}
    >
      free
    </button>
  );
}

/** Never $0. */
function Unknown({ model }: { readonly model: ModelInfo }) {
  return (
    <>
      unknown,{" "}
      <button
        type="button"
        className="acc"
        aria-label={`Set a price for ${model.modelId}`}
        onClick={() => openSetPrice(model)}
      >
        set a price
      </button>
    </>
  );
}

const sourceWords: Readonly<Record<Price["source"], string>> = {
  link: "you",
  own: "set by you",
  "provider list": "provider",
  override: "built in",
  "genai-prices": "built in",
};

/** Every typed word must be found in the id or the name. */
export function filterModels(models: readonly ModelInfo[], filter: string): readonly ModelInfo[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return models;
  return models.filter((model) => {
    const text = `${model.modelId} ${model.name}${model.isFree ? " free" : ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
