import { chooseGateway, serveChain } from "#renderer/actions/gateway.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Section } from "#renderer/ui/section.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import type { Chain } from "#shared/chain.ts";
import { formatCount } from "#shared/format.ts";
import styles from "./gateway-view.module.css";
import { tell } from "./tell.ts";

/** What programs may ask for. */
export function ServesSection() {
  const chains = useAppStore((state) => state.chains);
  return (
    <Section title="What it serves" level={2}>
      <ul className={styles.switches}>
        {chains.map((chain) => (
          <ChainRow key={chain.id} chain={chain} />
        ))}
        <DirectModels />
      </ul>
    </Section>
  );
}

function ChainRow({ chain }: { readonly chain: Chain }) {
  const isServed = useAppStore((state) => !state.settings.gateway.hiddenChainIds.includes(chain.id));
  const count = chain.links.length;
  return (
    <li>
      <code className="trunc grow">chain/{chain.name}</code>
      <span className="dim num">{count === 1 ? "1 link" : `${count === 0 ? "no" : count} links`}</span>
      <Switch
        hideLabel
        label={`Serve chain/${chain.name}`}
        isOn={isServed}
        onChange={(isOn) => void tell(serveChain(chain.id, isOn))}
      />
    </li>
  );
}

function DirectModels() {
  const isServed = useAppStore((state) => state.settings.gateway.directModels);
  const count = useAppStore((state) => state.modelLists.reduce((sum, list) => sum + list.models.length, 0));
  return (
    <li>
      <span className="medium grow trunc">
        {count === 1 ? "1 direct model" : `${formatCount(count)} direct models`}
      </span>
      <span className="dim">by provider id</span>
      <Switch
        hideLabel
        label="Serve direct models"
        isOn={isServed}
        onChange={(directModels) => void tell(chooseGateway({ directModels }))}
      />
    </li>
  );
}
