import { beforeEach, expect, test } from "vitest";
import { applyAppEvents, useAppStore } from "#renderer/stores/app-store.ts";
import { type GatewayRequest, mostGatewayRequests } from "#shared/gateway.ts";

const request = (id: string, httpStatus: number | null = null): GatewayRequest => ({
  id,
  atMs: 1,
  client: "curl",
  asked: "chain/smart",
  httpStatus,
  clientLeft: false,
  message: null,
  run: null,
});
const tell = (...requests: GatewayRequest[]) =>
  applyAppEvents(requests.map((one) => ({ topic: "gateway-request", request: one })));
const known = () => useAppStore.getState().gatewayRequests;

beforeEach(() => useAppStore.setState({ gatewayRequests: [] }));

test("a new request of a program stands first, and a known one changes in its place", () => {
  tell(request("a"), request("b"), request("a", 200));
  expect(known().map(({ id, httpStatus }) => [id, httpStatus])).toEqual([
    ["b", null],
    ["a", 200],
  ]);
});

test("the oldest requests are let go", () => {
  tell(...Array.from({ length: mostGatewayRequests + 5 }, (_, index) => request(String(index))));
  expect(known()).toHaveLength(mostGatewayRequests);
  expect(known()[0]?.id).toBe(String(mostGatewayRequests + 4));
});

test("the gateway's state replaces the one before", () => {
  applyAppEvents([{ topic: "gateway", gateway: { kind: "starting" } }]);
  expect(useAppStore.getState().gateway).toEqual({ kind: "starting" });
});

test("a lost network and its return replace what was known", () => {
  applyAppEvents([{ topic: "online", online: false }]);
  expect(useAppStore.getState().online).toBe(false);
  applyAppEvents([{ topic: "online", online: true }]);
  expect(useAppStore.getState().online).toBe(true);
});
