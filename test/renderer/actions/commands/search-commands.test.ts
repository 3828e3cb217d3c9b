import { describe, expect, it } from "vitest";
import type { Command, CommandGroup } from "#renderer/actions/commands/command.ts";
import { searchCommands } from "#renderer/actions/commands/search-commands.ts";

const command = (label: string, more: Partial<Command> = {}): Command => ({
  id: label,
  label,
  group: "commands",
  sign: "edit",
  run: () => undefined,
  ...more,
});
const inGroup = (group: CommandGroup, label: string): Command => command(label, { group });

const labels = (commands: readonly Command[], query: string) =>
  searchCommands(commands, query).flatMap((group) => group.items.map((found) => found.command.label));

describe("searching commands", () => {
  it("puts a beginning before the start of a word, that before anything within, and other words last", () => {
    const commands = [
      command("Instep"),
      command("Next step"),
      command("Walk", { words: "step" }),
      command("Step back"),
      command("Nothing of it"),
    ];
    expect(labels(commands, "step")).toEqual(["Step back", "Next step", "Instep", "Walk"]);
  });

  it("finds every typed word, in any order, and marks what was typed once", () => {
    const [group] = searchCommands([command("Run a fallback drill on smart")], "drill fall");
    expect(group?.items[0]?.matches).toEqual([
      { start: 6, end: 10 },
      { start: 15, end: 20 },
    ]);
    expect(searchCommands([command("Fallback")], "fall fallb")[0]?.items[0]?.matches).toEqual([{ start: 0, end: 5 }]);
    expect(labels([command("Run a drill")], "drill column")).toEqual([]);
  });

  it("leads with the group of the best one", () => {
    const commands = [command("Show the gateway"), inGroup("providers", "Gate keeper")];
    expect(searchCommands(commands, "gate").map((group) => group.group)).toEqual(["providers", "commands"]);
    expect(searchCommands(commands, "").map((group) => group.group)).toEqual(["commands", "providers"]);
  });

  it("shows what there is hundreds of only to those who type, and what cannot be done now after the rest", () => {
    const commands = [
      command("Stop all", { unavailable: "No answer is streaming" }),
      command("Model", { isRare: true }),
      command("Do not stop"),
    ];
    expect(labels(commands, "")).toEqual(["Do not stop", "Stop all"]);
    expect(labels(commands, "stop")).toEqual(["Do not stop", "Stop all"]);
    expect(labels(commands, "model")).toEqual(["Model"]);
  });
});
