import type { Link } from "#shared/chain.ts";
import type { DrillFault, DrillSpeed } from "#shared/drill.ts";
import type { ProviderKind } from "#shared/model.ts";
import { drillAnswer } from "./drill-answer.ts";
import { drillWireFault, longestDrillMs } from "./drill-faults.ts";
import { startFaultServer } from "./fault-server.ts";
import type { FaultLink } from "./faults/fault-script.ts";
import { hashOf } from "./seed.ts";
import { versionPath } from "./wire/request.ts";

/** One link of a rehearsal: what speaks for it, and what goes wrong there. */
export type DrillLink = { readonly link: Link; readonly kind: ProviderKind; readonly fault: DrillFault | null };

/** Servers on 127.0.0.1, one per link, so that two links of one provider fail each in its own way. */
export type DrillServers = {
  /** The server of a link; null for a link that is none of the drill's. */
  homeOf(linkId: string): string | null;
  /** Where the link is asked: at its server, or where nothing listens. */
  addressOf(linkId: string): string | null;
  openSockets(): number;
  close(): Promise<void>;
};

const tokensPerSecond = 60;
/** No program of this computer listens there: tcpmux, which needs an administrator and is used by nobody. */
const closedPort = 1;

/** Every wait of the servers passes `speed` times faster, as everything does in the drill. */
export async function startDrillServers(links: readonly DrillLink[], speed: DrillSpeed): Promise<DrillServers> {
  // Not by the links' own ids: those may be any words, also some that an object knows already.
  const nameOf = (index: number) => `link-${index}`;
  const server = await startFaultServer({
    links: Object.fromEntries(links.map((one, index) => [nameOf(index), faultLink(one, speed)])),
    longestMs: longestDrillMs,
    mostKept: 0,
  });
  const homes = new Map(links.map(({ link }, index) => [link.id, server.baseUrlOf(nameOf(index))]));
  const refused = links.flatMap(({ link, kind, fault }) =>
    fault?.kind === "refused" ? [[link.id, `http://127.0.0.1:${closedPort}${versionPath[kind]}`] as const] : [],
  );
  const addresses = new Map([...homes, ...refused]);
  return {
    homeOf: (linkId) => homes.get(linkId) ?? null,
    addressOf: (linkId) => addresses.get(linkId) ?? null,
    openSockets: server.openSockets,
    close: server.close,
  };
}

function faultLink({ link, kind, fault }: DrillLink, speed: DrillSpeed): FaultLink {
  const answer = drillAnswer(link.modelId, link.maxTokens);
  // By the model alone, so that the same drill goes the same way each time.
  const spread = hashOf(`${kind} ${link.modelId}`) % 200;
  return {
    kind,
    script: [fault === null || fault.kind === "refused" ? null : drillWireFault(fault, kind)],
    answer: fault?.kind === "empty" ? withoutWords(answer) : answer,
    answerAfterMs: (200 + spread) / speed,
    firstTokenAfterMs: (250 + 2 * spread) / speed,
    tokenEveryMs: 1000 / tokensPerSecond / speed,
  };
}

/** Billed for what it read. */
function withoutWords(answer: ReturnType<typeof drillAnswer>): ReturnType<typeof drillAnswer> {
  const usage = answer.usage === null ? null : { ...answer.usage, outputTokens: 0 };
  return { ...answer, tokens: [], usage };
}
