import { askToOpenLink } from "#renderer/actions/links.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { pickLanguage, useGatewayStore } from "#renderer/stores/gateway-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Late, latePart } from "#renderer/ui/late-part.tsx";
import { Section } from "#renderer/ui/section.tsx";
import { Segments } from "#renderer/ui/segments.tsx";
import type { Chain } from "#shared/chain.ts";
import type { GatewaySettings } from "#shared/gateway.ts";
import styles from "./gateway-view.module.css";
import { languages, snippet } from "./snippets.ts";

const markdown = latePart(async () => (await import("#renderer/ui/markdown/markdown.tsx")).Markdown, {
  what: "snippets",
  failed: (tryAgain, { text }) => (
    <>
      <pre>{text}</pre>
      <Button size="small" onClick={tryAgain}>
        Load its colors
      </Button>
    </>
  ),
});

/** A few lines that work as they stand, once the key is in the environment. */
export function UseItSection({ baseUrl }: { readonly baseUrl: string }) {
  const language = useGatewayStore((state) => state.language);
  const chains = useAppStore((state) => state.chains);
  const settings = useAppStore((state) => state.settings.gateway);
  const text = snippet(language, { baseUrl, model: exampleModel(chains, settings) });
  return (
    <Section
      title="Use it"
      level={2}
      actions={<Segments label="Language" options={languages} value={language} onChange={pickLanguage} />}
    >
      <div className={styles.code}>
        <Late part={markdown} props={{ text, onOpenLink: askToOpenLink }} />
      </div>
    </Section>
  );
}

function exampleModel(chains: readonly Chain[], { hiddenChainIds }: GatewaySettings): string {
  const served = chains.find((chain) => !hiddenChainIds.includes(chain.id) && chain.links.length > 0);
  return served === undefined ? "provider/model" : `chain/${served.name}`;
}
