import { useState } from "react";
import { changeModel } from "#renderer/actions/chain-links.ts";
import { findModel, providerName } from "#renderer/stores/targets.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Popover } from "#renderer/ui/popover.tsx";
import type { Chain, Link } from "#shared/chain.ts";
import { checkModelId } from "#shared/check-chain.ts";
import { closestModel } from "./closest-model.ts";
import { type HealthParts, refOf } from "./link-health.ts";
import styles from "./model-field.module.css";
import { ModelPicker } from "./model-picker.tsx";

export type ModelFieldProps = { readonly chain: Chain; readonly link: Link; readonly parts: HealthParts };

/** Any id can be typed: a provider may serve models that no list names. The list to search opens beside it. */
export function ModelField({ chain, link, parts }: ModelFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const models = parts.modelLists.find((one) => one.providerId === link.provider)?.models ?? [];
  const provider = providerName(parts.providers, link.provider);
  const pick = (modelId: string) => {
    setOpen(false);
    changeModel(chain, link, modelId);
  };
  return (
    <TextField
      label="Model id"
      isMono
      autoComplete="off"
      value={link.modelId}
      error={checkModelId(link.modelId)}
      hint={<NotListed link={link} parts={parts} onUse={pick} />}
      onChange={(event) => changeModel(chain, link, event.target.value.trim())}
      onKeyDown={(event) => {
        // With Alt it moves the link.
        if (event.key !== "ArrowDown" || event.altKey || models.length === 0) return;
        event.preventDefault();
        setOpen(true);
      }}
      end={
        models.length === 0 ? null : (
          <Popover
            label={`Models of ${provider}`}
            align="end"
            isOpen={isOpen}
            onOpenChange={setOpen}
            trigger={
              <IconButton size="small" icon="down" label={`Pick a model of ${provider}`} className={styles.open} />
            }
          >
            <ModelPicker models={models} current={link.modelId} provider={provider} onPick={pick} />
          </Popover>
        )
      }
    />
  );
}

type NotListedProps = {
  readonly link: Link;
  readonly parts: HealthParts;
  readonly onUse: (modelId: string) => void;
};

/** An id that no list names may be right all the same; where it is a slip, the closest one is offered. */
function NotListed({ link, parts, onUse }: NotListedProps) {
  const list = parts.modelLists.find((one) => one.providerId === link.provider);
  if (list === undefined || list.models.length === 0 || link.modelId.trim() === "") return null;
  if (findModel(parts.modelLists, refOf(link)) !== undefined) return null;
  const closest = closestModel(link.modelId, list.models);
  return (
    <span className={styles.note}>
      <Icon name="warn" size="xs" />
      <span>
        {providerName(parts.providers, link.provider)}’s list has no “{link.modelId}”. It is sent as it is.
        {closest === null ? null : ` Closest: ${closest.modelId}.`}
      </span>
      {closest === null ? null : (
        <Button size="small" onClick={() => onUse(closest.modelId)}>
          Use {closest.modelId}
        </Button>
      )}
    </span>
  );
}
