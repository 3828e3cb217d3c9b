import type { Draft, WriteChains } from "./chain-facts.ts";

/** This program's own form (`setup.schema.json`). It holds all of a chain. */
export const writeJson: WriteChains = ({ setup }): Draft => ({
  text: `${JSON.stringify(setup, null, 2)}\n`,
  language: "json",
  fileName: "understudy.json",
  losses: [],
  variables: [],
  check: { kind: "target", by: "Understudy’s own schema and its import." },
});
