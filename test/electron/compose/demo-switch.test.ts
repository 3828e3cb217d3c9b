import { describe, expect, it, vi } from "vitest";
import { createDemoSwitch } from "#electron/compose/demo-switch.ts";

/** A worker that says that it is ready and then does as told. */
const workerThat = (does: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from "node:worker_threads"; parentPort.postMessage({ kind: "ready", port: 9 }); ${does}`,
    )}`,
  );
const stays = workerThat("setInterval(() => {}, 1000)");
const dies = workerThat("setTimeout(() => process.exit(), 20)");

describe("the demo switch", () => {
  it("starts the demo servers again after their thread died", async () => {
    const onFailure = vi.fn();
    const demo = createDemoSwitch({ workerUrl: dies, onFailure, isBusy: () => false });
    const first = await demo.servers();
    await expect.poll(() => onFailure.mock.calls.length).toBe(1);
    const second = await demo.servers();
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(second.ok && first.ok && second.demo !== first.demo).toBe(true);
    await demo.close();
  });

  it("starts them once for all who ask at the same time", async () => {
    const demo = createDemoSwitch({ workerUrl: stays, onFailure: () => undefined, isBusy: () => false });
    const [one, other] = await Promise.all([demo.servers(), demo.servers(), demo.on()]);
    expect(one.ok && other.ok && one.demo === other.demo).toBe(true);
    await demo.close();
  });

  it("keeps them while an answer streams", async () => {
    let isBusy = true;
    const demo = createDemoSwitch({ workerUrl: stays, onFailure: () => undefined, isBusy: () => isBusy });
    const first = await demo.servers();
    await demo.off();
    expect(await demo.servers()).toEqual(first);
    isBusy = false;
    await demo.off();
    const second = await demo.servers();
    expect(first.ok && second.ok && first.demo !== second.demo).toBe(true);
    await demo.close();
  });
});
