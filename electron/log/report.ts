import type { ProviderState } from "#shared/provider-state.ts";
import type { Settings } from "#shared/settings.ts";

/** What the report is made of. Words of the program, numbers, and the log's lines; nothing that the user wrote. */
export type ReportFacts = {
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly host: Readonly<Record<string, string | number>>;
  readonly keychain: string;
  /** Each by its built-in id or as `added 1`; never by its name or its address. */
  readonly providers: readonly { readonly label: string; readonly state: ProviderState }[];
  readonly counts: Readonly<Record<string, number | string>>;
  readonly settings: Settings;
  readonly gateway: string;
  readonly environmentProxy: boolean;
  /** Of the log, oldest first. */
  readonly lines: readonly string[];
};

const promise =
  "Made by Understudy. It holds no prompt, no answer, no key, no address, and no name given to a chain, a provider or a model.";

/** As Markdown, for people and for an issue. */
export function reportText(facts: ReportFacts): string {
  const sections = [
    ["Versions", listOf(facts.versions)],
    ["This computer", listOf(facts.host)],
    ["Keychain", `- ${facts.keychain}`],
    ["Providers", facts.providers.map(providerLine).join("\n")],
    ["What is saved", listOf(facts.counts)],
    ["Settings", listOf(settingsOf(facts))],
    [`Log, the last ${facts.lines.length} lines`, ["```json", ...facts.lines, "```"].join("\n")],
  ];
  const body = sections.map(([title, text]) => `## ${title}\n\n${text}\n`).join("\n");
  return `# Understudy diagnostics\n\n${promise}\n\n- Made: ${facts.madeAt}\n\n${body}`;
}

function listOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join("\n");
}

function providerLine({ label, state }: ReportFacts["providers"][number]): string {
  const { provider, key, limit, lastTest, baseUrlFrom } = state;
  const parts = [
    provider.kind,
    `key: ${key.kind}`,
    limit.isLimited ? `limited: ${limit.reason ?? "unknown"} (${limit.scope ?? "unknown"})` : "not limited",
    ...(limit.consecutiveErrors > 0 ? [`failures in a row: ${limit.consecutiveErrors}`] : []),
    ...(lastTest === null
      ? []
      : [`last key test: ${lastTest.ok ? "works" : `failed (${lastTest.status ?? "no status"})`}`]),
    ...(baseUrlFrom === null ? [] : ["address from the environment"]),
  ];
  return `- ${label}: ${parts.join(", ")}`;
}

function settingsOf({ settings, gateway, environmentProxy }: ReportFacts): Readonly<Record<string, string | number>> {
  const { budgets, proxy } = settings;
  const yes = (isSo: boolean) => (isSo ? "yes" : "no");
  return {
    Theme: settings.theme,
    Density: settings.density,
    "Sends with": settings.sendWith,
    "Parallel requests": settings.parallelRequests,
    Proxy: proxy.kind === "url" ? "one of its own, not shown" : proxy.kind,
    "Proxy in the environment": yes(environmentProxy),
    Demo: yes(settings.demo),
    Budgets: budgets.budgets.length,
    "Hard stop at a budget": yes(budgets.hardStop),
    Gateway: gateway,
    "Gateway keeps texts": yes(settings.gateway.saveTexts),
  };
}
