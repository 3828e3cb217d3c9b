import { turnGatewayOff } from "#renderer/actions/gateway.ts";
import { troubleOf, troubleWords } from "#renderer/parts/budget-trouble.ts";
import { useNames } from "#renderer/parts/names.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { formatClock } from "#shared/format.ts";
import type { GatewayState } from "#shared/gateway.ts";
import { ConnectSection } from "./connect-section.tsx";
import { focusHeadingSoon } from "./focus-heading.ts";
import styles from "./gateway-view.module.css";
import { GuardsSection } from "./guards-section.tsx";
import { Requests } from "./requests.tsx";
import { ServesSection } from "./serves-section.tsx";
import { tell } from "./tell.ts";
import { TurnOnSection } from "./turn-on-section.tsx";
import { UseItSection } from "./use-it-section.tsx";

/** The loopback endpoint: how programs reach it, what it serves, and what they asked for. */
export function GatewayView() {
  const gateway = useAppStore((state) => state.gateway);
  return (
    <Page
      title="Gateway"
      details={
        <>
          <StateChip gateway={gateway} />
          <OverBudgetChip gateway={gateway} />
        </>
      }
      actions={<TurnOff gateway={gateway} />}
    >
      <div className={styles.view}>
        <div className={`scroll ${styles.side}`}>
          {gateway.kind === "on" ? (
            <>
              <ConnectSection gateway={gateway} />
              <UseItSection baseUrl={gateway.baseUrl} />
            </>
          ) : (
            <TurnOnSection gateway={gateway} />
          )}
          <ServesSection />
          <GuardsSection />
        </div>
        <Requests />
      </div>
    </Page>
  );
}

function StateChip({ gateway }: { readonly gateway: GatewayState }) {
  switch (gateway.kind) {
    case "off":
      return <Chip icon="off">Off</Chip>;
    case "starting":
      return (
        <Chip tone="accent" icon="spin" isSpinning>
          Starting
        </Chip>
      );
    case "on":
      return (
        <Chip tone="ok" icon="ok">
          <span className="num">On since {formatClock(gateway.sinceMs)}</span>
        </Chip>
      );
    case "failed":
      return (
        <Chip tone="bad" icon="fail">
          Not started
        </Chip>
      );
  }
}

/** Programs are refused as the window is, where they count. */
function OverBudgetChip({ gateway }: { readonly gateway: GatewayState }) {
  const budgets = useMoneyStore((state) => state.budgets);
  const refused = useMoneyStore((state) => state.refused);
  const rules = useAppStore((state) => state.settings.budgets);
  const names = useNames();
  const trouble = troubleOf({ budgets, rules, refused });
  if (gateway.kind !== "on" || !rules.countsGateway || trouble?.kind !== "stopped") return null;
  const { title, body } = troubleWords(trouble, rules, names.provider);
  return (
    <Chip tone="bad" icon="stop" title={`${title} ${body}`}>
      Over budget: returns 402 with the reason
    </Chip>
  );
}

async function turnOff() {
  await tell(turnGatewayOff());
  focusHeadingSoon();
}

function TurnOff({ gateway }: { readonly gateway: GatewayState }) {
  if (gateway.kind !== "on") return null;
  return (
    <Button icon="stop" onClick={() => void turnOff()}>
      Turn off
    </Button>
  );
}
