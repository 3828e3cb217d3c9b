import { copyDiagnostics, openLogFolder } from "#renderer/actions/diagnostics.ts";
import { turnGatewayOff, turnGatewayOn } from "#renderer/actions/gateway.ts";
import {
  arePreferencesUsual,
  changeSettings,
  copyDataFolder,
  openDataFolder,
  resetSettings,
  showFirstRun,
} from "#renderer/actions/settings.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { showOverlay } from "#renderer/stores/view-store.ts";
import type { Theme } from "#shared/settings.ts";
import { attempt, type Command, unless } from "./command.ts";

const themes = {
  system: "Follow the system's theme",
  light: "Use the light theme",
  dark: "Use the dark theme",
} as const;

/** Settings that are one choice each, and the gateway's switch. */
export function settingsCommands(): readonly Command[] {
  return [
    ...(["system", "light", "dark"] as const).map(themeCommand),
    densityCommand(),
    sendKeyCommand(),
    gatewayCommand(),
    ...pageCommands(),
  ];
}

function densityCommand(): Command {
  const isCompact = useAppStore.getState().settings.density === "compact";
  return {
    id: "settings.density",
    label: isCompact ? "Use comfortable density" : "Use compact density",
    group: "commands",
    sign: "settings",
    words: "appearance rows space",
    run: attempt(() => changeSettings({ density: isCompact ? "comfortable" : "compact" })),
  };
}

function sendKeyCommand(): Command {
  const { sendWith } = useAppStore.getState().settings;
  return {
    id: "settings.send-with",
    label: sendWith === "enter" ? "Make Enter a new line" : "Send with Enter",
    group: "commands",
    sign: "settings",
    words: "return key prompt",
    run: attempt(() => changeSettings({ sendWith: sendWith === "enter" ? "mod-enter" : "enter" })),
  };
}

function pageCommands(): readonly Command[] {
  const { settings, capabilities } = useAppStore.getState();
  return [
    {
      id: "settings.first-run",
      label: "Show the first-run page",
      group: "commands",
      sign: "settings",
      words: "welcome start again",
      run: attempt(showFirstRun),
    },
    ...(capabilities?.opensFolders === true ? [openFolderCommand, openLogCommand] : []),
    ...aboutCommands,
    {
      id: "settings.copy-data-folder",
      label: "Copy the path of the data folder",
      group: "commands",
      sign: "copy",
      words: "database location storage",
      run: () => void copyDataFolder(),
    },
    {
      id: "settings.reset",
      label: "Reset settings",
      group: "commands",
      sign: "settings",
      words: "defaults",
      ...unless(!arePreferencesUsual(settings), "They are as they came"),
      run: attempt(resetSettings),
    },
  ];
}

/** Only where the host can: a page in a browser has nothing to open it with. */
const openFolderCommand: Command = {
  id: "settings.open-data-folder",
  label: "Open the data folder",
  group: "commands",
  sign: "settings",
  words: "database location storage directory",
  run: attempt(openDataFolder),
};

const openLogCommand: Command = {
  id: "settings.open-log-folder",
  label: "Open the log folder",
  group: "commands",
  sign: "settings",
  words: "diagnostics errors support directory",
  run: attempt(openLogFolder),
};

const aboutCommands: readonly Command[] = [
  {
    id: "settings.copy-diagnostics",
    label: "Copy diagnostics",
    group: "commands",
    sign: "copy",
    words: "bug report log support versions help problem",
    run: () => void copyDiagnostics(),
  },
  {
    id: "settings.diagnostics",
    label: "Show diagnostics",
    group: "commands",
    sign: "settings",
    words: "bug report log support versions help problem about",
    run: () => showOverlay("diagnostics"),
  },
  {
    id: "settings.licences",
    label: "Show open-source licences",
    group: "commands",
    sign: "settings",
    words: "license about legal credits third party notices",
    run: () => showOverlay("licences"),
  },
];

function themeCommand(theme: Theme): Command {
  return {
    id: `settings.theme-${theme}`,
    label: themes[theme],
    group: "commands",
    sign: "settings",
    words: "appearance colour color mode",
    ...unless(useAppStore.getState().settings.theme !== theme, "It is so now"),
    run: attempt(() => changeSettings({ theme })),
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
