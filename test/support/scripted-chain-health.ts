import type { ChainHealth, ChainWhatIf, Expected, LinkHealth, Measured } from "#shared/chain-health.ts";
import { priceOf } from "./scripted-data.ts";

const measured = (count: number, p50: number, [spread, p95]: readonly [number, number | null]): Measured => ({
  count,
  p50: count < 3 ? null : p50,
  interval: count < 3 ? null : { low: p50 - spread, high: p50 + spread },
  p95: count < 15 ? null : p95,
});
const expected = (count: number, mean: number, spread: number): Expected => ({
  count,
  mean: count < 3 ? null : mean,
  interval: count < 3 ? null : { low: mean - spread, high: mean + spread },
});
const none = measured(0, 0, [0, null]);

const first: LinkHealth = {
  providerId: "openrouter",
  modelId: "anthropic/claude-sonnet-4.5",
  linkIndex: 0,
  asked: 212,
  answered: 194,
  failed: 18,
  skipped: 0,
  firstTokenMs: measured(194, 890, [40, 1_420]),
  totalMs: measured(194, 6_210, [180, 9_900]),
  lostMs: measured(18, 440, [120, 20_100]),
  costNanoUsd: expected(212, 10_640_000, 310_000),
  unknownCosts: 0,
};

const second: LinkHealth = {
  providerId: "anthropic",
  modelId: "claude-sonnet-4-5",
  linkIndex: 1,
  asked: 18,
  answered: 15,
  failed: 3,
  skipped: 0,
  firstTokenMs: measured(15, 960, [70, 1_310]),
  totalMs: measured(15, 6_480, [260, 8_100]),
  lostMs: measured(3, 2_880, [900, null]),
  costNanoUsd: expected(18, 9_990_000, 700_000),
  unknownCosts: 0,
};

const third: LinkHealth = {
  providerId: "openai",
  modelId: "gpt-4o",
  linkIndex: 2,
  asked: 3,
  answered: 3,
  failed: 0,
  skipped: 0,
  firstTokenMs: measured(3, 520, [60, null]),
  totalMs: measured(3, 5_570, [400, null]),
  lostMs: none,
  costNanoUsd: expected(3, 5_160_000, 240_000),
  unknownCosts: 0,
};

/** The scripted chain “smart”: figures that agree with what its strip says. */
export const chainHealth: ChainHealth = {
  chainId: "chain-smart",
  days: 30,
  sinceMs: 0,
  isDemo: false,
  runs: 212,
  isCut: false,
  answered: 212,
  fellThrough: 18,
  links: [first, second, third],
  firstTokenMs: measured(212, 910, [45, 2_260]),
  totalMs: measured(212, 6_290, [170, 10_400]),
  costNanoUsd: expected(212, 10_700_000, 320_000),
  unknownCosts: 0,
  addedWaitMs: measured(18, 440, [120, 20_100]),
  orders: { kind: "too-few", links: [{ linkIndex: 2, asked: 3 }] },
};

/** The same where the third link was asked often enough. */
export const orderedHealth: ChainHealth = {
  ...chainHealth,
  orders: {
    kind: "estimated",
    orders: [
      {
        linkIndexes: [2, 0, 1],
        isCurrent: false,
        answeredShare: 1,
        firstTokenMs: 560,
        firstTokenInterval: { low: 510, high: 630 },
        differenceMs: { value: -640, interval: { low: -910, high: -420 } },
        costNanoUsd: 5_420_000,
      },
      {
        linkIndexes: [1, 0, 2],
        isCurrent: false,
        answeredShare: 0.998,
        firstTokenMs: 1_130,
        firstTokenInterval: { low: 980, high: 1_310 },
        differenceMs: { value: -70, interval: { low: -340, high: 190 } },
        costNanoUsd: 10_300_000,
      },
      {
        linkIndexes: [0, 1, 2],
        isCurrent: true,
        answeredShare: 1,
        firstTokenMs: 1_200,
        firstTokenInterval: { low: 1_010, high: 1_440 },
        differenceMs: null,
        costNanoUsd: 10_700_000,
      },
    ],
  },
};

export const chainWhatIf: ChainWhatIf = {
  chainId: "chain-smart",
  days: 30,
  sinceMs: 0,
  isDemo: false,
  prompts: 412,
  leftOut: 9,
  actualNanoUsd: 2_920_400_000,
  nanoUsd: 3_211_700_000,
  lostNanoUsd: 61_300_000,
  basedOnRuns: 212,
  links: [
    {
      providerId: "openrouter",
      modelId: "anthropic/claude-sonnet-4.5",
      linkIndex: 0,
      share: 0.915,
      price: priceOf(3, 15),
    },
    { providerId: "anthropic", modelId: "claude-sonnet-4-5", linkIndex: 1, share: 0.071, price: priceOf(3, 15) },
    { providerId: "openai", modelId: "gpt-4o", linkIndex: 2, share: 0.014, price: priceOf(2.5, 10) },
  ],
};
