import { expect, test } from "vitest";
import { isExempt } from "#electron/http/no-proxy.ts";

test.each([
  ["*", "api.openai.com", 443, true],
  ["example.com", "example.com", 443, true],
  ["example.com", "api.example.com", 443, true],
  [".example.com", "api.example.com", 443, true],
  ["*.example.com", "api.example.com", 443, true],
  ["*.example.com", "example.com", 443, false],
  ["example.com", "notexample.com", 443, false],
  ["EXAMPLE.com", "api.Example.COM.", 443, true],
  ["example.com:8443", "example.com", 443, false],
  ["example.com:8443", "example.com", 8443, true],
  ["other.test, example.com", "example.com", 443, true],
  ["other.test example.com", "example.com", 443, true],
  ["10.1.2.3", "10.1.2.3", 443, true],
  ["10.0.0.0/8", "10.200.3.4", 443, true],
  ["10.0.0.0/8", "11.0.0.1", 443, false],
  ["10.0.0.0/8", "example.com", 443, false],
  ["10.0.0.0/99", "10.0.0.1", 443, false],
  ["fd00::/8", "[fd12::1]", 443, true],
  ["[fd12::1]:8443", "[fd12::1]", 8443, true],
  ["fd12::1", "[fd12::1]", 443, true],
  ["", "example.com", 443, false],
  [", ,", "example.com", 443, false],
  [".", "example.com", 443, false],
])("NO_PROXY=%j for %s, port %d: %s", (...[list, hostname, port, expected]) => {
  expect(isExempt(list, { hostname, port })).toBe(expected);
});
