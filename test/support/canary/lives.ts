import { expect, vi } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import { environmentKeys } from "./canary-keys.ts";
import { openProfile } from "./canary-program.ts";
import type { World } from "./canary-world.ts";
import { exportAndImport } from "./flow-files.ts";
import { askThroughGateway, askWithToken } from "./flow-gateway.ts";
import { type KeyedProvider, replaceKeys, type Stage, testKeys, typeFirstKey, typeKeys } from "./flow-keys.ts";
import { fallThrough, hang, type Sending, sendEverything } from "./flow-sends.ts";
import { lookAround, lookEverywhere, plantInWindow } from "./flow-window.ts";
import { openTalk } from "./talk.ts";
import { watchWindow } from "./window-sinks.ts";

/** The program from its first start to its third: with a keychain, killed, with keys from outside, without a keychain. */

/** Keys are typed, tested, used, replaced; everything is looked at and exported; the end is a kill while it streams. */
export async function firstLife(world: World): Promise<readonly KeyedProvider[]> {
  const host = await world.start(world.session);
  const { page, window, close } = await openWindow(world, host.url);
  const talk = await openTalk(host, world.scanner);
  const stage: Stage = { world, page, window, call: talk.call };
  const sending: Sending = { world, talk, life: "first" };
  await typeFirstKey(stage);
  const all = await typeKeys(stage);
  await world.lookAtProcesses(host);
  await window.lookAtHeap("after the keys were saved");
  await testKeys(stage, all);
  await replaceKeys(stage, all);
  await sendEverything(sending, all);
  await fallThrough(sending, all);
  await askThroughGateway({ world, call: talk.call }, all);
  await exportAndImport(sending);
  await lookEverywhere(stage);
  await plantInWindow(stage);
  await window.look("planted");
  await world.lookAtProcesses(host);
  await window.lookAtHeap("after everything");
  await hang(sending, all);
  await vi.waitFor(() => expect(world.providers.hanging()).toBe(4), { timeout: 60_000 });
  await window.settled();
  await host.stop("SIGKILL");
  world.lookAtOutput(host);
  await close();
  await world.plantFiles();
  await world.lookAtFiles("killed");
  return all;
}

/** The same folder with keys from the environment; in the end everything is deleted, from the backups too. */
export async function secondLife(world: World, all: readonly KeyedProvider[]): Promise<void> {
  const { origin } = world.providers;
  const given = environmentKeys.map((name) => [name, world.keys.key(name)] as const);
  const host = await world.start({
    ...world.session,
    ...Object.fromEntries(given),
    OPENROUTER_BASE_URL: `${origin}/OPENROUTER_API_KEY/api/v1`,
    OPENAI_BASE_URL: `${origin}/OPENAI_API_KEY/v1`,
    ANTHROPIC_BASE_URL: `${origin}/ANTHROPIC_API_KEY`,
    GOOGLE_GEMINI_BASE_URL: `${origin}/GEMINI_API_KEY`,
    UNDERSTUDY_GATEWAY_TOKEN: world.strays.gatewayToken.key,
  });
  const { page, window, close } = await openWindow(world, host.url);
  const talk = await openTalk(host, world.scanner);
  await sendEverything({ world, talk, life: "second" }, all);
  for (const { providerId } of all) await talk.call("key.test", { providerId });
  await askWithToken({ world, call: talk.call }, all);
  await lookAround({ world, page, window, call: talk.call });
  await valueFrom(talk.call("diagnostics.report", { browser: "Chromium" }));
  await world.lookAtProcesses(host);
  await window.lookAtHeap("with keys from the environment");
  for (const { providerId } of all.slice(4)) await talk.call("key.remove", { providerId });
  await valueFrom(talk.call("history.clear", { fromMs: null, untilMs: null, fromBackups: true }));
  await window.settled();
  await host.stop();
  world.lookAtOutput(host);
  await close();
  await world.lookAtFiles("ended");
}

/** No keychain: a key stays in memory. */
export async function thirdLife(world: World): Promise<void> {
  const host = await world.start();
  const talk = await openTalk(host, world.scanner);
  const baseUrl = `${world.providers.origin}/in-memory/v1`;
  const { provider } = await valueFrom(talk.call("provider.add", { name: "In memory", baseUrl, keyOptional: false }));
  const key = world.keys.key("in memory, without a keychain");
  await valueFrom(talk.call("key.set", { providerId: provider.id, key }));
  const kept = await valueFrom(talk.call("key.test", { providerId: provider.id }));
  expect(kept.ok).toBe(true);
  const own = { providerId: provider.id, name: "In memory", keyName: "in memory, without a keychain" } as const;
  await sendEverything({ world, talk, life: "third" }, [own]);
  await valueFrom(talk.call("diagnostics.report", {}));
  await world.lookAtProcesses(host);
  await host.stop();
  world.lookAtOutput(host);
  await world.lookAtFiles("ended without a keychain");
}

async function openWindow(world: World, url: string) {
  const context = await openProfile(world.places);
  const page = context.pages()[0] ?? (await context.newPage());
  const window = watchWindow(page, world.scanner);
  await page.goto(url);
  return { page, window, close: () => context.close() };
}
