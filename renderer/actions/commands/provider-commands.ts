import { pressWhenDrawn } from "#renderer/actions/focus.ts";
import { clearCooldown } from "#renderer/actions/limits.ts";
import { openProvider, openView } from "#renderer/actions/navigate.ts";
import { refreshModels, testKey } from "#renderer/actions/providers.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { attempt, type Command, unless } from "./command.ts";

export function providerCommands(): readonly Command[] {
  return [addCommand, ...useAppStore.getState().providers.flatMap(commandsOf)];
}

const addCommand: Command = {
  id: "provider.add",
  label: "Add provider",
  group: "commands",
  sign: "add",
  words: "new server ollama mistral groq compatible endpoint",
  run: () => {
    openView("providers");
    pressWhenDrawn("[data-region='title'] button[data-command='provider.add']");
  },
};

function commandsOf({ provider, key, limit }: ProviderState): readonly Command[] {
  const common = { group: "providers", sign: "key" } as const;
  const isDemo = useAppStore.getState().settings.demo;
  const hasKey = provider.keyOptional || (key.kind !== "none" && key.kind !== "locked-or-missing");
  return [
    {
      ...common,
      id: `provider.open-${provider.id}`,
      label: `Open ${provider.name}`,
      words: "provider key base address settings",
      run: () => openProvider(provider.id),
    },
    {
      ...common,
      id: `provider.test-${provider.id}`,
      label: `Test key of ${provider.name}`,
      words: "check provider",
      ...unless(hasKey || isDemo, "It has no key"),
      run: () => {
        openProvider(provider.id);
        attempt(() => testKey(provider.id))();
      },
    },
    {
      ...common,
      id: `provider.models-${provider.id}`,
      label: `Refresh models of ${provider.name}`,
      sign: "retry",
      words: "list update provider",
      isRare: true,
      run: attempt(() => refreshModels(provider.id)),
    },
    ...(limit.isLimited ? [cooldownCommand(provider.id, provider.name)] : []),
  ];
}

function cooldownCommand(providerId: string, name: string): Command {
  return {
    id: `provider.clear-${providerId}`,
    label: `Clear cooldown of ${name}`,
    group: "providers",
    sign: "retry",
    words: "rate limit 429 provider",
    run: attempt(() => clearCooldown(providerId)),
  };
}
