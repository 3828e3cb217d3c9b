import { useState } from "react";
import { turnGatewayOn } from "#renderer/actions/gateway.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { checkPort, highestPort } from "#shared/check-port.ts";
import type { GatewayState } from "#shared/gateway.ts";
import { focusHeadingSoon } from "./focus-heading.ts";
import styles from "./gateway-view.module.css";

export type TurnOnProps = { readonly gateway: Exclude<GatewayState, { kind: "on" }> };

/** The switch, with the port that programs will find. */
export function TurnOnSection({ gateway }: TurnOnProps) {
  const savedPort = useAppStore((state) => state.settings.gateway.port);
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const text = typed ?? String(gateway.kind === "failed" ? gateway.port : savedPort);
  const fault = checkPort(Number(text));
  const isStarting = gateway.kind === "starting";
  const turnOn = async (port: number) => {
    setProblem(null);
    setProblem(await turnGatewayOn(port));
    focusHeadingSoon();
  };
  return (
    <Section title="Turn it on" level={2}>
      <p className={`sub ${styles.text}`}>
        Other programs on this machine can then use your chains and models as they would use OpenAI, with one key.
      </p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === null && !isStarting) void turnOn(Number(text));
        }}
      >
        <TextField
          label="Port"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          error={fault}
          disabled={isStarting}
          onChange={(event) => setTyped(event.target.value.trim())}
        />
        <Button type="submit" tone="primary" disabled={fault !== null || isStarting}>
          {isStarting ? "Starting…" : "Turn on"}
        </Button>
      </form>
      {gateway.kind === "failed" ? (
        <NotStarted
          gateway={gateway}
          onTry={(port) => {
            setTyped(String(port));
            void turnOn(port);
          }}
        />
      ) : null}
      <Problem message={problem} />
    </Section>
  );
}

type NotStartedProps = {
  readonly gateway: Extract<GatewayState, { kind: "failed" }>;
  readonly onTry: (port: number) => void;
};

function NotStarted({ gateway, onTry }: NotStartedProps) {
  const next = gateway.port < highestPort ? gateway.port + 1 : gateway.port - 1;
  const isTaken = gateway.reason === "port-taken";
  return (
    <div className={styles.failed} role="status">
      <p className="bad strong">
        <Icon name="fail" size="s" />
        {isTaken ? `Port ${gateway.port} is taken by another program.` : "The gateway did not start."}
      </p>
      <p className="sub">{isTaken ? "Use another port, or end that program and try again." : gateway.message}</p>
      <div className={styles.buttons}>
        {isTaken ? (
          <Button size="small" onClick={() => onTry(next)}>
            Use {next}
          </Button>
        ) : null}
        <Button size="small" onClick={() => onTry(gateway.port)}>
          Try again
        </Button>
      </div>
    </div>
  );
}
