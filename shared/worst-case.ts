import type { OnMidStream } from "./chain.ts";
import { afterDeadlineMs, longestRetryPauseMs, mostExtraRequests } from "./engine-limits.ts";
import type { Price } from "./model.ts";
import { ratesFor } from "./rates.ts";

/** What the worst case of one link depends on. Times in ms; deadlines are those in force (engine.md R14, R15). */
export type WorstCaseLink = {
  /** False where the link would be skipped: no provider, no key. It then costs neither time nor money. */
  readonly canBeTried: boolean;
  readonly firstContentMs: number;
  readonly lastHopeFirstContentMs: number;
  readonly totalMs: number;
  /** How often the link is asked once more where its failure allows it (R8). */
  readonly retries: 0 | 1;
  /** False where no failure of this link leads on: the chain then ends with it. */
  readonly leadsOn: boolean;
  /** Prices that an answer may be billed at: one, or one for each model that the link lists; null is unknown. */
  readonly prices: readonly (Price | null)[];
  readonly inputTokens: number;
  readonly maxTokens: number;
};

export type WorstCase = {
  /** Longest time from Send until something is shown, where anything is. */
  readonly firstTokenMs: number;
  /** Longest time from Send until the run ends. */
  readonly totalMs: number;
  /** Most requests that are sent (R19). */
  readonly requests: number;
  /** Most that the run can cost; null where a price is unknown. */
  readonly nanoUsd: number | null;
  /** Links of which at least one price is unknown. */
  readonly unknownPrices: number;
  /** What `nanoUsd` is the sum of: one for each link that can be reached, in their order. */
  readonly bills: readonly WorstCaseBill[];
};

/** The most that the requests to one link can cost. */
export type WorstCaseBill = {
  readonly link: WorstCaseLink;
  /** 2 where it may be asked once more. */
  readonly requests: 1 | 2;
  /** The dearest of the link's prices; null where one of them is unknown. */
  readonly price: Price | null;
  /** Of one request: input and the longest answer; null where its price is. */
  readonly nanoUsd: number | null;
};

/**
 * The worst that a run over these links can take and cost. An upper bound: every link answers nothing, or is refused at
 * the last moment, is asked once more as often as R19 allows, one stream is cut at the end of its time and taken back
 * (R17), and every request is billed in full. Any link may turn out to be the last that is left, and then gets the
 * long limit of R14. Supposed is a chain whose links neither cool down when the run begins nor share a provider. Waits
 * for a cooldown or for a free place at an account, and what is sent after them, are not in it: the view counts them
 * down.
 */
export function worstCaseOf(links: readonly WorstCaseLink[], onMidStream: OnMidStream): WorstCase {
  const reachable = reachableOf(links);
  // The engine counts all links of the chain, the skipped ones too.
  const extras = mostExtraRequests(links.length);
  const ends = reachable.map((_, last) => timesEndingWith(reachable.slice(0, last + 1), extras, onMidStream));
  const bills = billsOf(reachable, extras);
  const unknownPrices = reachable.filter((link) => link.prices.includes(null)).length;
  return {
    firstTokenMs: Math.max(0, ...ends.map((end) => end.firstTokenMs)),
    totalMs: Math.max(0, ...ends.map((end) => end.totalMs)),
    requests: reachable.length + Math.min(extras, reachable.filter((link) => link.retries > 0).length),
    nanoUsd: unknownPrices > 0 ? null : nanoUsdIn(bills),
    bills,
    unknownPrices,
  };
}

/** Links that can be tried, up to the first one that nothing leads on from. */
function reachableOf(links: readonly WorstCaseLink[]): readonly WorstCaseLink[] {
  const open = links.filter((link) => link.canBeTried);
  const end = open.findIndex((link) => !link.leadsOn);
  return end === -1 ? open : open.slice(0, end + 1);
}

/** Where the last of these links is the last that is left; those before it were all tried. */
function timesEndingWith(links: readonly WorstCaseLink[], extras: number, onMidStream: OnMidStream) {
  const before = links.slice(0, -1);
  const last = links.at(-1);
  if (last === undefined) return { firstTokenMs: 0, totalMs: 0 };
  const waits = [...before.map((link) => quietMs(link, link.firstContentMs)), quietMs(last, longLimit(last))];
  const again = links.map((link, index) => (link.retries > 0 ? longestRetryPauseMs + (waits[index] ?? 0) : 0));
  const lost = sum(waits.slice(0, -1)) + sumOfLargest(again, extras);
  // At most one stream is taken back: the one whose time beyond its silence is longest.
  const cuts = before.map((link, index) => Math.max(0, link.totalMs - (waits[index] ?? 0)));
  const cutMs = onMidStream === "restart" ? Math.max(0, ...cuts) : 0;
  return {
    firstTokenMs: lost + Math.min(longLimit(last), last.totalMs),
    totalMs: lost + cutMs + last.totalMs,
  };
}

function longLimit(link: WorstCaseLink): number {
  return Math.max(link.firstContentMs, link.lastHopeFirstContentMs);
}

/** The longest that a request can take which hands out nothing. */
function quietMs(link: WorstCaseLink, limitMs: number): number {
  return Math.min(limitMs + afterDeadlineMs, link.totalMs);
}

/** Each link's requests billed in full; those that are asked once more are the dearest, as many as R19 allows. */
function billsOf(links: readonly WorstCaseLink[], extras: number): readonly WorstCaseBill[] {
  const bills = links.map(billOf);
  const again = bills.filter(({ link }) => link.retries > 0);
  const dearest = again.toSorted((one, other) => nanoUsdIn([other]) - nanoUsdIn([one])).slice(0, extras);
  return bills.map((bill) => (dearest.includes(bill) ? { ...bill, requests: 2 } : bill));
}

/** One request, at the dearest of the link's prices. */
function billOf(link: WorstCaseLink): WorstCaseBill {
  const { prices, inputTokens, maxTokens } = link;
  const bills = prices.map((price): WorstCaseBill => {
    const nanoUsd = price === null ? null : nanoUsdAt(price, inputTokens, maxTokens);
    return { link, requests: 1, price, nanoUsd };
  });
  const dearest = bills.toSorted((one, other) => nanoUsdIn([other]) - nanoUsdIn([one])).at(0);
  return dearest === undefined || prices.includes(null) ? { link, requests: 1, price: null, nanoUsd: null } : dearest;
}

function nanoUsdIn(bills: readonly WorstCaseBill[]): number {
  return sum(bills.map(({ requests, nanoUsd }) => requests * (nanoUsd ?? 0)));
}

/** Integer nano-USD: 1 USD per million tokens is 1,000 nano-USD each. */
function nanoUsdAt(price: Price, inputTokens: number, outputTokens: number): number {
  const rates = ratesFor(price, inputTokens);
  return Math.ceil((inputTokens * rates.inputUsd + outputTokens * rates.outputUsd) * 1_000);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function sumOfLargest(values: readonly number[], count: number): number {
  return sum(values.toSorted((one, other) => other - one).slice(0, count));
}
