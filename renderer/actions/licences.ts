import { fetchLicences } from "#renderer/bridge/licences.ts";
import type { Answer } from "#shared/failure.ts";
import type { Component } from "#shared/licence.ts";

/** What others made of this program, and on what terms. */
export function loadLicences(): Promise<Answer<readonly Component[]>> {
  return fetchLicences();
}
