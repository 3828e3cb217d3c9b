import { expect } from "vitest";
import type { FaultServer } from "#electron/demo/fault-server.ts";
import { askedAgain, type ProgramCase, programCases, providerOf, usualModels } from "./program-cases.ts";
import { type Played, testKey } from "./world.ts";

/** Whether every case came out as it is written. The names of the cases stand in what differs. */
export function expectPlayed(played: readonly Played[], servers: FaultServer): void {
  const told = played.map(({ chain, link, attempts, resets }) => {
    const one = programCases.find(({ name }) => name === chain);
    const requests = one?.links.map((_, index) => servers.requestsOf(providerOf(one, index)).length);
    return { chain, link, attempts, resets, requests };
  });
  expect(told.slice(0, programCases.length)).toEqual(programCases.map(expected));
  const again = told.slice(programCases.length).map(({ chain, attempts }) => ({ chain, attempts }));
  expect(again).toEqual(askedAgain.map((one) => ({ chain: one.name, attempts: one.again?.attempts })));
  expectRequests(servers);
  for (const { chain, link, text, whole, costUsd } of played.filter((one) => one.link !== null)) {
    // One attempt's text and nothing of another's; sixty tokens that each name their link.
    const token = `${chain} ${link}`;
    expect(text, chain).toBe(Array.from({ length: 60 }, (_, index) => `${token}${index + 1} `).join(""));
    expect(whole, chain).toBe(text);
    if (!mayCostUnknown(chain)) expect(costUsd, chain).toBeCloseTo((100 * 0.001 + 60 * 0.01) / 1000, 9);
  }
}

/** Every request says what the link is set to, in whatever dialect, with the key in a header and nowhere else. */
function expectRequests({ requests }: FaultServer): void {
  for (const { link, path, headers, body } of requests) {
    const one = programCases.find(({ name }) => link.startsWith(name) && link.length === name.length + 2);
    const { kind = "openai", modelId } = one?.links[Number(link.at(-1))] ?? {};
    expect(path + body, link).toContain(modelId ?? usualModels[kind]);
    for (const said of ["Be brief.", "Hello", "2000", ...(modelId === undefined ? ["0.7"] : [])]) {
      expect(body, link).toContain(said);
    }
    expect(path + body, link).not.toContain(testKey);
    const needsNone = link === "needs no key 0";
    expect(Object.values(headers).join(" ").includes(testKey), link).toBe(!needsNone);
    if (needsNone) expect(headers.authorization).toBeUndefined();
    if (link === "names other models 0") expect(body).toContain("q/other");
  }
}

function expected({ name, answeredBy, attempts, requests, resets = 0 }: ProgramCase) {
  return { chain: name, link: answeredBy === null ? null : String(answeredBy), attempts, resets, requests };
}

/** Nobody knows what an answer cost that broke off. */
function mayCostUnknown(chain: string): boolean {
  const one = programCases.find(({ name }) => name === chain);
  return (one?.attempts.length ?? 0) > 1;
}
