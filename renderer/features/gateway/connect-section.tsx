import { useState } from "react";
import { copyText } from "#renderer/actions/copy.ts";
import { renewGatewayKey } from "#renderer/actions/gateway.ts";
import { showNewKey, useGatewayStore } from "#renderer/stores/gateway-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Question } from "#renderer/ui/question.tsx";
import { Section } from "#renderer/ui/section.tsx";
import type { GatewayState } from "#shared/gateway.ts";
import { focusHeadingSoon } from "./focus-heading.ts";
import styles from "./gateway-view.module.css";

export type On = Extract<GatewayState, { kind: "on" }>;

/** What a program needs: the base URL and the key. The key is shown in full only right after it was made. */
export function ConnectSection({ gateway }: { readonly gateway: On }) {
  const made = useGatewayStore((state) => state.newKey);
  // Another window may have made a newer one.
  const newKey = made?.endsWith(gateway.keyLast4) ? made : null;
  return (
    <Section title="Connect" level={2}>
      <dl className={styles.values}>
        <dt>Base URL</dt>
        <dd>
          <code className={`trunc ${styles.value}`}>{gateway.baseUrl}</code>
          <CopyButton label="Copy base URL" text={gateway.baseUrl} />
        </dd>
        <dt>Key</dt>
        <dd>
          <code className={`${newKey === null ? "trunc" : styles.whole} ${styles.value}`}>
            {newKey ?? maskedGatewayKey(gateway)}
          </code>
          {newKey === null ? <RenewKey gateway={gateway} /> : <CopyButton label="Copy key" text={newKey} />}
        </dd>
      </dl>
      {newKey === null ? <KeyPlace gateway={gateway} /> : <ShownOnce gateway={gateway} />}
      <p className={`sub ${styles.note}`}>
        <Icon name="lock" size="xs" className="ok" />
        Only programs on this machine can connect.
      </p>
    </Section>
  );
}

/** The last four characters are all of a key that is shown again. */
export function maskedGatewayKey({ keyLast4, keyFrom }: On): string {
  return `${keyFrom === "environment" ? "" : "us-local-"}••••••••${keyLast4}`;
}

function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    if (!(await copyText(text))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <IconButton
      tone="plain"
      size="small"
      icon={isCopied ? "check" : "copy"}
      label={isCopied ? "Copied" : label}
      onClick={() => void copy()}
    />
  );
}

function ShownOnce({ gateway }: { readonly gateway: On }) {
  return (
    <div className={styles.once} role="status">
      <p>
        Copy the key now: it is not shown again.{" "}
        {gateway.keyFrom === "keychain" ? "Understudy keeps it in the keychain." : keptInMemory}
      </p>
      <Button size="small" onClick={hideKey}>
        Done
      </Button>
    </div>
  );
}

function hideKey() {
  showNewKey(null);
  focusHeadingSoon();
}

const keptInMemory = "There is no keychain here, so the next start makes a new one.";

function KeyPlace({ gateway }: { readonly gateway: On }) {
  if (gateway.keyFrom === "keychain") return null;
  return (
    <p className={`sub ${styles.note}`}>
      <Icon name={gateway.keyFrom === "environment" ? "code" : "warn"} size="xs" />
      {gateway.keyFrom === "environment" ? "From UNDERSTUDY_GATEWAY_TOKEN." : keptInMemory}
    </p>
  );
}

/** The button that asked is gone by then: in its place stands the one that copies the key. */
async function renewKey(): Promise<string | null> {
  const problem = await renewGatewayKey();
  if (problem === null) focusHeadingSoon();
  return problem;
}

/** A key from the environment is changed where it was set. */
function RenewKey({ gateway }: { readonly gateway: On }) {
  const [isAsking, setAsking] = useState(false);
  if (gateway.keyFrom === "environment") return null;
  return (
    <>
      <IconButton tone="plain" size="small" icon="refresh" label="Make a new key…" onClick={() => setAsking(true)} />
      {isAsking ? (
        <Question title="Make a new key?" verb="Make a new key" onConfirm={renewKey} onClose={() => setAsking(false)}>
          Programs that use the key ending in {gateway.keyLast4} are refused from then on, until they have the new one.
        </Question>
      ) : null}
    </>
  );
}
