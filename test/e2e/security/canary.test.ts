import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "#test/support/canary/canary-world.ts";
import { firstLife, secondLife, thirdLife } from "#test/support/canary/lives.ts";
import { leaks, missedControls, searched, straysOnPaths, unplayed, unusedKeys } from "#test/support/canary/verdict.ts";

let world: World | undefined;

function theWorld(): World {
  if (world === undefined) throw new Error("The program was not started.");
  return world;
}

/**
 * One walk through the program, then what it left behind is judged, one question at a time. Processes are read as Linux
 * tells of them, and the keychain is a real gnome-keyring.
 */
describe.runIf(process.platform === "linux")(
  "K1: 25 keys through every flow, every place searched in nine encodings",
  () => {
    beforeAll(async () => {
      world = await openWorld();
      const all = await firstLife(world);
      await secondLife(world, all);
      await thirdLife(world);
    }, 300_000);

    afterAll(async () => {
      await world?.close();
    });

    test("each of the 25 keys was used, but the one that its provider's own origin never saw", () => {
      expect(theWorld().keys.all).toHaveLength(25);
      expect(unusedKeys(theWorld())).toEqual(["first run, at the provider's own origin"]);
    });

    test("prompts were answered and failed in every way in every dialect", () => {
      expect(unplayed(theWorld())).toEqual([]);
    });

    test("every control is found where it was put, in each of its encodings", () => {
      expect(missedControls(theWorld())).toEqual([]);
    });

    test("twenty-one kinds of places were searched", () => {
      const places = searched(theWorld());
      // The measuring run tells its figures.
      if (process.env.UNDERSTUDY_SOAK === "1") console.info(places.join("\n"));
      expect(places).toHaveLength(21);
    });

    test("none of the 25 is found anywhere", () => {
      expect(leaks(theWorld()).ofKeys).toEqual([]);
    });

    test("nor is the gateway's key, nor one from an imported file, nor a password in an address", () => {
      expect(leaks(theWorld()).ofOthers).toEqual([]);
    });

    test("each provider was shown its own keys and no other", () => {
      expect(straysOnPaths(theWorld())).toEqual([]);
    });
  },
);
