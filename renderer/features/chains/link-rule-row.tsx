import { findModel } from "#renderer/stores/targets.ts";
import type { Chain, Link } from "#shared/chain.ts";
import { rulesFor } from "#shared/link-rules.ts";
import { type HealthParts, refOf } from "./link-health.ts";
import { OtherModels } from "./other-models.tsx";
import { RuleRow } from "./rule-row.tsx";

export type LinkRuleRowProps = {
  readonly chain: Chain;
  readonly link: Link;
  readonly index: number;
  readonly parts: HealthParts;
};

/** Below a link's card: when the chain goes on from it, and what comes then. */
export function LinkRuleRow({ chain, link, index, parts }: LinkRuleRowProps) {
  const facts = { reasons: findModel(parts.modelLists, refOf(link))?.reasons === true };
  const isLast = index === chain.links.length - 1;
  const provider = parts.providers.find((one) => one.provider.id === link.provider);
  return (
    <RuleRow
      owner={{ chain, link }}
      inForce={rulesFor(link, chain, facts)}
      without={rulesFor({}, chain, facts)}
      icon={isLast ? "timer" : "fall"}
      lead={isLast ? "Gives up on" : "Next link on"}
      isLast={isLast}
      name={`link ${index + 1}`}
    >
      {provider?.provider.kind === "openrouter" ? <OtherModels chain={chain} link={link} /> : null}
    </RuleRow>
  );
}

/** What holds for every link that says nothing else. */
export function ChainRuleRow({ chain }: { readonly chain: Chain }) {
  const facts = { reasons: false };
  return (
    <RuleRow
      owner={{ chain, link: null }}
      inForce={rulesFor({}, chain, facts)}
      without={rulesFor({}, {}, facts)}
      icon="chain"
      lead="By default, next link on"
      isLast={false}
      name="the chain"
    />
  );
}
