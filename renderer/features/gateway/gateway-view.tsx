import { turnGatewayOff } from "#renderer/actions/gateway.ts";
import { Page } from "#renderer/parts/page.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
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
    <Page title="Gateway" details={<StateChip gateway={gateway} />} actions={<TurnOff gateway={gateway} />}>
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
