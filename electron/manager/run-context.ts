import type { Link, LinkRules, OnMidStream } from "#shared/chain.ts";
import { type RulesInForce, rulesFor } from "#shared/link-rules.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";
import type { AttemptStart, RunEvent, Waiting } from "#shared/run.ts";
import { scopesOfLink, type TooSmall } from "./availability.ts";
import type { ProviderAccess } from "./dependencies.ts";
import type { Engine } from "./engine.ts";
import { untilStopped } from "./pause.ts";
import { promptTokens } from "./prompt-tokens.ts";
import type { Scopes } from "./scopes.ts";

export type RunJob = {
  readonly run: Extract<RunEvent, { type: "run-started" }>["run"];
  readonly prompt: Prompt;
  readonly overrides: Overrides;
  /** What the run's chain sets for all its links (engine.md R14). */
  readonly rules: LinkRules;
  readonly onMidStream: OnMidStream;
  /** How long the run may wait for a link to come back (engine.md R18a). */
  readonly maxWaitMs: number;
  /** Aborted by Stop; its reason is "shutdown" where the program ends. */
  readonly signal: AbortSignal;
  /** The session that its money counts in. */
  readonly sessionId: string;
  /** Asked for by a program through the gateway. */
  readonly isGateway: boolean;
  /** Hears the run's events before anyone else. */
  readonly onEvent?: (event: RunEvent) => void;
};

/** What a run carries along while it goes through its links. */
export type RunContext = {
  readonly engine: Engine;
  readonly job: RunJob;
  readonly runStartMs: number;
  readonly promptTokens: number;
  /** What is known of each provider; asked once per run. */
  readonly accesses: Map<string, ProviderAccess>;
  readonly asked: Map<string, Promise<ProviderAccess>>;
  /** Models on which the prompt did not fit. */
  readonly tooSmall: TooSmall[];
  /** Ms since Send at which the last attempt ended; what lies between two attempts is waiting. */
  idleSinceMs: number;
};

export function newContext(engine: Engine, job: RunJob): RunContext {
  return {
    engine,
    job,
    runStartMs: engine.clock.monotonicMs(),
    promptTokens: promptTokens(job.prompt),
    accesses: new Map(),
    asked: new Map(),
    tooSmall: [],
    idleSinceMs: 0,
  };
}

export function sinceSend(context: RunContext): number {
  return context.engine.clock.monotonicMs() - context.runStartMs;
}

export function linkAt(context: RunContext, linkIndex: number): Link {
  const link = context.job.run.links[linkIndex];
  if (link === undefined) throw new Error(`No link ${linkIndex} in run ${context.job.run.id}`);
  return link;
}

/** The provider's access, asked for once per run. A keychain that hangs keeps nobody from stopping: null then. */
export async function accessOf(context: RunContext, link: Link): Promise<ProviderAccess | null> {
  const known = context.accesses.get(link.provider);
  if (known !== undefined) return known;
  const { engine, job } = context;
  const asked = context.asked.get(link.provider) ?? engine.providers.access(link.provider, job.run.isDemo);
  context.asked.set(link.provider, asked);
  const access = await untilStopped(asked, job.signal);
  if (access !== null) context.accesses.set(link.provider, access);
  return access;
}

/** Asks for the accesses of the links from this one on, so that it is known in time which of them could take over. */
export function askAhead(context: RunContext, linkIndex: number): void {
  for (const link of context.job.run.links.slice(linkIndex)) {
    accessOf(context, link).catch(context.engine.reportBug);
  }
}

/** Scopes of a link whose access is known. */
export function scopesAt(context: RunContext, linkIndex: number): Scopes {
  const link = linkAt(context, linkIndex);
  const access = context.accesses.get(link.provider);
  if (access?.kind !== "ready") throw new Error(`Link ${linkIndex} has no access`);
  return scopesOfLink(link, access);
}

/** The rules that an attempt of this run on this link keeps to (R14). */
export function rulesOf({ engine, job }: RunContext, link: Link): RulesInForce {
  return rulesFor(link, job, engine.catalog.facts(link.provider, link.modelId, job.overrides.effort));
}

type NewAttempt = Pick<AttemptStart, "linkIndex" | "kind" | "price" | "promptTokens" | "reservedNanoUsd">;

export function newAttempt(context: RunContext, of: NewAttempt): AttemptStart {
  const link = linkAt(context, of.linkIndex);
  const startMs = sinceSend(context);
  return {
    ...of,
    id: context.engine.ids.next(),
    providerId: link.provider,
    modelId: link.modelId,
    startMs,
    waitedMs: Math.max(0, startMs - context.idleSinceMs),
  };
}

export function waitingEvent(context: RunContext, waiting: Waiting): RunEvent {
  return { type: "waiting", runId: context.job.run.id, atMs: sinceSend(context), waiting };
}
