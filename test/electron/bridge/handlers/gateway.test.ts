import { expect, test } from "vitest";
import { defaultGatewaySettings } from "#shared/gateway.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

test("the key is given where it was made, and never again", async () => {
  const { host, call } = setup();
  const first = await valueFrom(call("gateway.turnOn", { port: 4747 }));
  expect(first.key).toBe(host.gateway.made[0]);
  expect(first.state).toMatchObject({ kind: "on", baseUrl: "http://127.0.0.1:4747/v1" });
  expect(await valueFrom(call("gateway.turnOff", {}))).toEqual({ kind: "off" });
  expect((await valueFrom(call("gateway.turnOn", { port: 4747 }))).key).toBeNull();
  const renewed = await valueFrom(call("gateway.renewKey", {}));
  expect(renewed.key).toBe(host.gateway.made[1]);
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(JSON.stringify(snapshot)).not.toContain("us-local-");
  expect(snapshot.gateway.kind).toBe("on");
});

test.each([-1, 65_536, 80.5, "4747"])("%j is no port", async (port) => {
  const { host } = setup();
  const answer = await host.router({ id: 1, method: "gateway.turnOn", input: { port } }, { id: "test" });
  expect(answer).toMatchObject({ answer: { ok: false, failure: { code: "invalid-input" } } });
});

test("what the gateway serves is saved field by field; its switch and port are not saved by hand", async () => {
  const { host, call, topics } = setup();
  await valueFrom(call("settings.save", { gateway: { saveTexts: true } }));
  await valueFrom(call("settings.save", { gateway: { hiddenChainIds: ["smart"] } }));
  expect(host.workspace.settings().gateway).toEqual({
    ...defaultGatewaySettings,
    saveTexts: true,
    hiddenChainIds: ["smart"],
  });
  expect(topics()).toEqual(["settings", "settings"]);
  const switched: object = { on: true };
  expect((await failureFrom(call("settings.save", { gateway: switched }))).code).toBe("invalid-input");
});
