import type { Page } from "playwright-core";
import type { Call } from "#shared/contract.ts";
import { valueFrom } from "#test/support/calls.ts";
import type { KeyName } from "./canary-keys.ts";
import type { World } from "./canary-world.ts";
import { type Behaviour, behaviours, pathOf } from "./echo-providers.ts";
import type { WindowSinks } from "./window-sinks.ts";

/** Where each provider's stand-in is, as its own wire wants the address. */
const builtIn = [
  { providerId: "openrouter", name: "OpenRouter", path: "openrouter/api/v1", keyName: "openrouter" },
  { providerId: "openai", name: "OpenAI", path: "openai/v1", keyName: "openai" },
  { providerId: "anthropic", name: "Anthropic", path: "anthropic", keyName: "anthropic" },
  { providerId: "google", name: "Google AI", path: "google", keyName: "google" },
] as const;

const ownKeys = [
  ...(["mistral", "groq", "deepseek", "xai", "together", "ollama", "lm-studio", "vllm", "llama-cpp"] as const),
  ...(["removed key", "removed provider", "typed with a space first"] as const),
];

export type KeyedProvider = { readonly providerId: string; readonly name: string; readonly keyName: KeyName };

export type Stage = {
  readonly world: World;
  readonly page: Page;
  readonly window: WindowSinks;
  readonly call: Call;
};

/** The first key is typed on the first page, for a provider at its own origin, to which the proxy does not lead. */
export async function typeFirstKey({ page, world, window }: Stage): Promise<void> {
  await page.getByLabel("API key").fill(world.keys.key("first run, at the provider's own origin"));
  await page.getByRole("button", { name: "Test and save" }).click();
  await page.getByText(/proxy/i).first().waitFor();
  await window.look("first run");
  await page.getByRole("button", { name: "or any OpenAI-compatible URL" }).click();
  await page.getByRole("navigation", { name: "Providers" }).waitFor();
}

/** Every provider at the stand-in's origin, and a key for each typed into its field. */
export async function typeKeys(stage: Stage): Promise<readonly KeyedProvider[]> {
  const { world, page, window, call } = stage;
  const { origin } = world.providers;
  await refuseBaseUrl(stage);
  for (const { providerId, name, path } of builtIn) {
    await valueFrom(call("provider.change", { providerId, name, baseUrl: `${origin}/${path}` }));
  }
  const added: KeyedProvider[] = [];
  for (const keyName of ownKeys) {
    const name = `Own ${keyName}`;
    const baseUrl = `${origin}/${pathOf(keyName)}/v1`;
    const { provider } = await valueFrom(call("provider.add", { name, baseUrl, keyOptional: false }));
    added.push({ providerId: provider.id, name, keyName });
  }
  const all: KeyedProvider[] = [...builtIn, ...added];
  for (const { name, keyName } of all) {
    const key = world.keys.key(keyName);
    await openProvider(page, name);
    if (keyName === "typed with a space first") await refuseKey(page, `${key.slice(0, 24)} ${key.slice(24)}`);
    await saveKey(page, key, "Save");
    await window.look(`key of ${name}`);
  }
  return all;
}

/** A password has no place in an address: it is refused, and typed over. */
async function refuseBaseUrl({ page, world }: Stage): Promise<void> {
  await openProvider(page, "OpenRouter");
  const field = page.getByLabel("Base URL");
  const before = await field.inputValue();
  await field.fill(`https://user:${world.strays.inBaseUrl.key}@openrouter.ai/api/v1`);
  await page.getByRole("button", { name: "Change base URL" }).click();
  await page
    .getByText(/name or password|user name|password/i)
    .first()
    .waitFor();
  await field.fill(before);
}

async function openProvider(page: Page, name: string): Promise<void> {
  const rows = page.getByRole("navigation", { name: "Providers" });
  await rows
    .getByRole("button", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("region", { name, exact: true }).waitFor();
}

async function refuseKey(page: Page, typed: string): Promise<void> {
  await page.getByLabel("API key").fill(typed);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(/The key has a space/).waitFor();
}

async function saveKey(page: Page, key: string, button: "Save" | "Replace"): Promise<void> {
  const field = page.getByLabel("API key");
  await field.fill(key);
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByPlaceholder(`••••••••••••••••${key.slice(-4)}`).waitFor();
}

const failing = behaviours.filter((one) => !["fine", "says-key", "hang"].includes(one));

/** A test of a key and a list of models, well and in every way that fails, in each dialect. */
export async function testKeys({ world, page, window, call }: Stage, all: readonly KeyedProvider[]): Promise<void> {
  await openProvider(page, "OpenAI");
  const outcomes = [
    ["fine", /The key works/],
    ["fail-401", /401/],
    ["fail-400", /400/],
  ] as const;
  for (const [behaviour, words] of outcomes) {
    world.providers.listAs("openai", behaviour);
    await page.getByRole("button", { name: "Test key" }).click();
    await page.getByRole("region", { name: "OpenAI", exact: true }).getByText(words).first().waitFor();
    await window.look(`test of a key: ${behaviour}`);
  }
  const asked = all.filter(({ keyName }) =>
    ["openrouter", "openai", "anthropic", "google", "ollama"].includes(keyName),
  );
  for (const { providerId, keyName } of asked) {
    for (const behaviour of failing) await askAs({ world, call, providerId, path: pathOf(keyName), behaviour });
    world.providers.listAs(pathOf(keyName), "fine");
  }
  for (const { providerId } of all) {
    await call("key.test", { providerId });
    await call("models.refresh", { providerId });
  }
}

type Asking = Pick<Stage, "world" | "call"> & {
  readonly providerId: string;
  readonly path: string;
  readonly behaviour: Behaviour;
};

async function askAs({ world, call, providerId, path, behaviour }: Asking): Promise<void> {
  world.providers.listAs(path, behaviour);
  await call("key.test", { providerId });
  await call("models.refresh", { providerId });
}

/** Keys are replaced and taken away, and a provider goes with its key. */
export async function replaceKeys(stage: Stage, all: readonly KeyedProvider[]): Promise<void> {
  const { world, page, call } = stage;
  await openProvider(page, "OpenAI");
  await saveKey(page, world.keys.key("openai, replaced"), "Replace");
  await openProvider(page, "Anthropic");
  await saveKey(page, world.keys.key("anthropic, replaced"), "Replace");
  await openProvider(page, "Own removed key");
  await page.getByRole("button", { name: "Remove key…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove key" }).click();
  await page.getByPlaceholder("Paste a key").waitFor();
  const gone = all.find(({ keyName }) => keyName === "removed provider");
  await valueFrom(call("provider.remove", { providerId: gone?.providerId ?? "" }));
  await stage.window.look("keys replaced and removed");
}
