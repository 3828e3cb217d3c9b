import { problemOf } from "#renderer/actions/answers.ts";
import { turnGatewayOff, turnGatewayOn } from "#renderer/actions/gateway.ts";
import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Theme } from "#shared/settings.ts";
import { attempt, type Command, unless } from "./command.ts";

const themes = {
  system: "Follow the system's theme",
  light: "Use the light theme",
  dark: "Use the dark theme",
} as const;

/** Settings that are one choice each, and the gateway's switch. */
export function settingsCommands(): readonly Command[] {
  return [...(["system", "light", "dark"] as const).map(themeCommand), gatewayCommand()];
}

function themeCommand(theme: Theme): Command {
  return {
    id: `settings.theme-${theme}`,
    label: themes[theme],
    group: "commands",
    sign: "settings",
    words: "appearance colour color mode",
    ...unless(useAppStore.getState().settings.theme !== theme, "It is so now"),
    run: attempt(async () => problemOf(await call("settings.save", { theme }))),
  };
}

function gatewayCommand(): Command {
  const { gateway, settings } = useAppStore.getState();
  const isOn = gateway.kind === "on" || gateway.kind === "starting";
  return {
    id: "gateway.switch",
    label: isOn ? "Turn the gateway off" : "Turn the gateway on",
    group: "commands",
    sign: "gateway",
    words: "loopback endpoint openai compatible server",
    run: attempt(() => (isOn ? turnGatewayOff() : turnGatewayOn(settings.gateway.port))),
  };
}
