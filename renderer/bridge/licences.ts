import { type Answer, refuse, succeed } from "#shared/failure.ts";
import { type Component, readComponents } from "#shared/licence.ts";

/** A file of the built window: it needs no host that knows it, and is read only where somebody wants to see it. */
export async function fetchLicences(): Promise<Answer<readonly Component[]>> {
  const missing = refuse("unavailable", "The list of licences could not be loaded.");
  try {
    const response = await fetch("./licences.json");
    const components = response.ok ? readComponents(await response.json()) : null;
    return components === null ? missing : succeed(components);
  } catch (error) {
    console.warn("Not loaded: licences", error);
    return missing;
  }
}
