import { expect, test } from "vitest";
import { createRequestLog } from "#electron/gateway/request-log.ts";
import { type GatewayRequest, mostGatewayRequests } from "#shared/gateway.ts";

function openLog() {
  let count = 0;
  const told: GatewayRequest[] = [];
  const ids = { next: () => `q${++count}` };
  const log = createRequestLog({
    clock: { epochMs: () => count },
    ids,
    tell: (request) => told.push(request),
    past: [],
  });
  return { log, told };
}

test("the list stays in the order in which requests came, and what fell out of it does not come back", () => {
  const { log, told } = openLog();
  const first = log.open("slow");
  first.asked("chain/smart");
  for (let count = 0; count < mostGatewayRequests; count += 1) log.open("quick").answered(200, null);
  told.length = 0;
  first.answered(200, null);
  expect(told).toEqual([]);
  expect(log.list()).toHaveLength(mostGatewayRequests);
  expect(log.list().every(({ client }) => client === "quick")).toBe(true);
});

test("a change stays where the request is", () => {
  const { log } = openLog();
  const first = log.open("slow");
  first.asked("chain/smart");
  log.open("quick").answered(200, null);
  first.answered(503, "None.");
  expect(log.list().map(({ client, httpStatus }) => [client, httpStatus])).toEqual([
    ["quick", 200],
    ["slow", 503],
  ]);
});
