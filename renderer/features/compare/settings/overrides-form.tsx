import { useEffect } from "react";
import { askAccepted } from "#renderer/actions/accepted-overrides.ts";
import { changeOverrides } from "#renderer/actions/column-overrides.ts";
import { useNames } from "#renderer/parts/names.ts";
import { acceptedKey, useAcceptedStore } from "#renderer/stores/accepted-store.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { findModel, linksOf } from "#renderer/stores/targets.ts";
import type { Link, Target } from "#shared/chain.ts";
import { checkMaxTokens, checkTemperature } from "#shared/check-chain.ts";
import { checkSeed, checkTopP } from "#shared/check-overrides.ts";
import { formatCount } from "#shared/format.ts";
import type { ColumnOverrides } from "#shared/prompt.ts";
import { type AcceptingLink, acceptanceOf } from "./accepted-words.ts";
import { EffortField } from "./effort-field.tsx";
import { OverrideField } from "./override-field.tsx";
import { readSetting, readStops, showStops, type Typed } from "./override-values.ts";
import styles from "./overrides-form.module.css";
import { OwnSystem } from "./own-system.tsx";
import { SchemaField } from "./schema-field.tsx";

export type OverridesFormProps = {
  readonly column: { readonly id: string; readonly target: Target; readonly overrides: ColumnOverrides };
  /** What is typed in a field and is no value yet. */
  readonly typed: (field: string) => string | undefined;
  readonly onTyped: (field: string, text: string | undefined) => void;
};

const always = { isDisabled: false, note: null } as const;

/** Every setting counts as soon as it is a value; an empty field is the link's, or the conversation's. */
export function OverridesForm(props: OverridesFormProps) {
  const { overrides } = props.column;
  const links = useLinks(props.column.target, overrides);
  const bind = useBind(props);
  const first = links[0]?.link;
  return (
    <div className={styles.form}>
      <OwnSystem {...props} />
      <OverrideField
        {...bind("maxTokens", (text) => readSetting(text, (value) => checkMaxTokens(value) ?? tooLong(value, links)))}
        label="Max tokens"
        text={overrides.maxTokens === undefined ? "" : formatCount(overrides.maxTokens)}
        placeholder={links.length > 1 ? "As each link has it" : formatCount(first?.maxTokens ?? 0)}
        acceptance={always}
      />
      <OverrideField
        {...bind("temperature", (text) => readSetting(text, checkTemperature))}
        label="Temperature"
        text={textOf(overrides.temperature)}
        placeholder={links.length > 1 ? "As each link has it" : textOf(first?.temperature)}
        acceptance={acceptanceOf("temperature", "temperature", links)}
      />
      <EffortField
        effort={overrides.effort}
        links={links}
        onChange={(effort) => changeOverrides(props.column.id, { effort })}
      />
      <OverrideField
        {...bind("topP", (text) => readSetting(text, checkTopP))}
        label="Top-p"
        text={textOf(overrides.topP)}
        placeholder="The model's own"
        acceptance={acceptanceOf("topP", "top-p", links)}
      />
      <OverrideField
        {...bind("seed", (text) => readSetting(text, checkSeed))}
        label="Seed"
        text={textOf(overrides.seed)}
        placeholder="None"
        acceptance={acceptanceOf("seed", "seed", links)}
      />
      <OverrideField
        {...bind("stop", readStops)}
        label="Stop"
        lines="mono"
        text={showStops(overrides.stop ?? [])}
        placeholder="None"
        acceptance={acceptanceOf("stop", "stop text", links)}
        hint="Texts that end the answer, one per line, at most four."
      />
      <SchemaField {...props} links={links} />
    </div>
  );
}

function textOf(value: number | undefined): string {
  return value === undefined ? "" : String(value);
}

/** Of a single model its own bound is known, and a larger limit would be refused. */
function tooLong(value: number, links: readonly FormLink[]): string | null {
  const [only, ...others] = links;
  if (only === undefined || others.length > 0 || only.mostTokens === null || value <= only.mostTokens) return null;
  return `${only.model} answers with at most ${formatCount(only.mostTokens)} tokens.`;
}

/** Connects a field with what is typed in it and with the column. */
function useBind({ column, typed, onTyped }: OverridesFormProps) {
  return <Name extends keyof ColumnOverrides>(name: Name, read: (text: string) => Typed<ColumnOverrides[Name]>) => ({
    typed: typed(name),
    read,
    onType: (text: string | undefined, result: Typed<ColumnOverrides[Name]>) => {
      onTyped(name, text);
      if (result.ok) changeOverrides(column.id, { [name]: result.value });
    },
  });
}

export type FormLink = AcceptingLink & { readonly link: Link; readonly mostTokens: number | null };

/** What the column would try, with what each model takes at the column's effort. */
function useLinks(target: Target, { effort }: ColumnOverrides): readonly FormLink[] {
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const accepted = useAcceptedStore((state) => state.accepted);
  const names = useNames();
  const links = linksOf({ chains, modelLists }, target);
  const key = links.map((link) => acceptedKey({ providerId: link.provider, modelId: link.modelId })).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the links, which are new with every drawing
  useEffect(() => {
    const models = links.map((link) => ({ providerId: link.provider, modelId: link.modelId }));
    void askAccepted(models, effort ?? null);
  }, [key, effort]);
  return links.map((link) => {
    const ref = { providerId: link.provider, modelId: link.modelId };
    return {
      link,
      model: names.model(link.provider, link.modelId),
      accepts: accepted[acceptedKey(ref)],
      mostTokens: findModel(modelLists, ref)?.maxOutputTokens ?? null,
    };
  });
}
