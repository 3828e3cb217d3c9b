import { useState } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import { checkProxyUrl } from "#shared/check-settings.ts";
import type { Capabilities } from "#shared/contract.ts";
import type { ProxyChoice } from "#shared/settings.ts";
import { SettingRow } from "./setting-row.tsx";
import styles from "./settings-view.module.css";
import { useSave } from "./use-save.ts";

const words = { environment: "Environment", none: "None", url: "Address" } as const;
const kinds = ["environment", "none", "url"] as const;

/** By way of which proxy requests leave this computer. An address counts once it is saved. */
export function ProxyRows() {
  const saved = useAppStore((state) => state.settings.proxy);
  const fromEnvironment = useAppStore((state) => state.capabilities?.environmentProxy ?? null);
  const { problem, save, forgive } = useSave();
  const [isTyping, setTyping] = useState(false);
  const shown = isTyping ? "url" : saved.kind;
  const choose = async (word: string) => {
    const kind = kinds.find((one) => words[one] === word) ?? "environment";
    forgive();
    setTyping(kind === "url");
    if (kind !== "url") await save({ proxy: { kind } });
  };
  return (
    <>
      <SettingRow label="Proxy" hint={hintOf(shown, fromEnvironment)} problem={shown === "url" ? null : problem}>
        <Segments
          label="Proxy"
          options={kinds.map((kind) => words[kind])}
          value={words[shown]}
          onChange={(word) => void choose(word)}
        />
      </SettingRow>
      {shown === "url" ? <ProxyAddress saved={saved} onSaved={() => setTyping(false)} /> : null}
    </>
  );
}

function hintOf(kind: ProxyChoice["kind"], fromEnvironment: Capabilities["environmentProxy"]): string {
  const local = "Servers on this machine are always called directly.";
  if (kind === "none") return `Requests go out directly, whatever the environment says.`;
  if (kind === "url") return `An HTTP proxy. ${local}`;
  if (fromEnvironment === null) return `HTTPS_PROXY is not set, so requests go out directly. ${local}`;
  return `${fromEnvironment.variable}: ${fromEnvironment.words}${/[.]$/.test(fromEnvironment.words) ? "" : "."} ${local}`;
}

type AddressProps = { readonly saved: ProxyChoice; readonly onSaved: () => void };

function ProxyAddress({ saved, onSaved }: AddressProps) {
  const savedUrl = saved.kind === "url" ? saved.url : "";
  const { problem, save, forgive } = useSave();
  const [typed, setTyped] = useState(savedUrl);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async () => {
    const checked = checkProxyUrl(typed, (text) => URL.parse(text));
    setFault(checked.ok ? null : checked.message);
    if (!checked.ok) return;
    setTyped(checked.url);
    if (await save({ proxy: { kind: "url", url: checked.url } })) onSaved();
  };
  return (
    <li className={styles.address}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label="Address of the proxy"
          isMono
          inputMode="url"
          autoComplete="off"
          placeholder="http://proxy.example.com:8080"
          value={typed}
          error={fault ?? problem}
          hint={savedUrl === "" ? "In force once it is saved." : "In force from the next request on."}
          onChange={(event) => {
            setTyped(event.target.value);
            setFault(null);
            forgive();
          }}
          end={
            <Button type="submit" tone={typed.trim() === savedUrl ? "plain" : "primary"}>
              Save address
            </Button>
          }
        />
      </form>
    </li>
  );
}
