import { type LinkFacts, type OneChainFacts, samplePrompt } from "./chain-facts.ts";
import { isLast } from "./chain-rules.ts";
import { quoted } from "./code/quoted.ts";

type OneLink = { readonly chain: OneChainFacts; readonly link: LinkFacts; readonly chainIndex: number };

export function linkName(chainIndex: number, { index }: Pick<LinkFacts, "index">): string {
  return `chain_${chainIndex + 1}_link_${index + 1}`;
}

/** In single quotes nothing is special but the quote itself. */
export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A function that asks the link. */
export function linkFunction({ chain, link, chainIndex }: OneLink): string {
  const { provider, rules, request } = link;
  const leadsOn = isLast(chain, link) ? "" : failuresOn(link).join(" ");
  const { deadlines } = rules;
  const parts = [
    `  ask ${rules.retries} ${singleQuoted(leadsOn)}`,
    `    --connect-timeout ${deadlines.connectMs / 1000} --max-time ${deadlines.totalMs / 1000}`,
    ...headersOf(link).map((header) => `    --header ${header}`),
    `    --data-raw ${bodyOf(request.body)}`,
    `    ${addressOf(link)}`,
  ];
  const title = quoted(link.link.name);
  const needsKey = provider.keyOptional ? [] : [`  [ -n "\${${provider.keyVariable}:-}" ] || return 1`];
  return [`# ${title}`, `${linkName(chainIndex, link)}() {`, ...needsKey, parts.join(" \\\n"), "}"].join("\n");
}

/** Failures as the script calls them. */
function failuresOn({ rules: { triggers } }: LinkFacts): readonly string[] {
  return [
    ...(triggers.RATE_LIMIT ? ["429"] : []),
    ...(triggers.BILLING ? ["402"] : []),
    ...(triggers.AUTH ? ["401", "403"] : []),
    ...(triggers.MODEL_GONE ? ["404", "410"] : []),
    ...(triggers.SERVER ? ["5xx"] : []),
    ...(triggers.NETWORK ? ["down"] : []),
    ...(triggers.TIMEOUT ? ["slow"] : []),
    ...(triggers.UNSUPPORTED ? ["413", "415"] : []),
  ];
}

/** They would count what the file's user asks as asked by this program. */
const namesUs: ReadonlySet<string> = new Set(["http-referer", "x-openrouter-title"]);

/** A key stands in double quotes between quoted pieces, so that bash puts it in and nothing else. */
function headersOf({ request, provider }: LinkFacts): readonly string[] {
  const variable = `$${provider.keyVariable}`;
  return Object.entries(request.headers).flatMap(([name, value]) => {
    if (namesUs.has(name) || (provider.keyOptional && value.includes(variable))) return [];
    return [
      `${name}: ${value}`
        .split(variable)
        .map(singleQuoted)
        .join(`"${variable}"`)
        .replaceAll(/(?<=")''$/g, ""),
    ];
  });
}

/** The prompt is put in as JSON in the place of the sample. */
function bodyOf(body: object): string {
  return JSON.stringify(body).split(JSON.stringify(samplePrompt)).map(singleQuoted).join('"$prompt"');
}

function addressOf({ request, provider }: LinkFacts): string {
  if (!request.url.startsWith(provider.baseUrl)) return singleQuoted(request.url);
  return `"$${provider.addressVariable}"${singleQuoted(request.url.slice(provider.baseUrl.length))}`;
}
