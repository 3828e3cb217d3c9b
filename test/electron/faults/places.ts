import { readFileSync } from "node:fs";
import type { LookupFunction } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** The host by which the primary is reached where its name matters. */
export const host = "primary.provider.test";

/** A base URL with another scheme, host or port. */
export function at(parts: Partial<Pick<URL, "protocol" | "hostname" | "port">>): (baseUrl: string) => string {
  return (baseUrl) => {
    const url = Object.assign(new URL(baseUrl), parts);
    return url.href.replace(/\/$/, "");
  };
}

/** How a name is resolved, with a count of the questions. */
export type Resolver = { readonly resolve: LookupFunction; asked(): number };

/** Each question gets the next answer, the last one stays: addresses, the code of an error, or nothing at all. */
export function resolver(...answers: readonly (readonly string[] | string | null)[]): Resolver {
  let asked = 0;
  return {
    asked: () => asked,
    resolve: (hostname, options, callback) => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? null;
      asked += 1;
      // A resolver that never answers.
      if (answer === null) return;
      if (typeof answer === "string") {
        return callback(Object.assign(new Error(`getaddrinfo ${answer} ${hostname}`), { code: answer }), []);
      }
      const found = answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      if (options.all === true) callback(null, found);
      else callback(null, found[0]?.address ?? "", found[0]?.family);
    },
  };
}

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url), "utf8");

export const selfSigned = { key: fixture("self-signed-key.pem"), cert: fixture("self-signed.pem") };

/** A certificate of the tests' own CA. */
export function certificate(name: "trusted" | "expired" | "wrong-name"): { key: string; cert: string } {
  return { key: fixture("server-key.pem"), cert: fixture(`${name}.pem`) };
}

/** From here on this process trusts the tests' CA, too. */
export function trustTestCa(): void {
  setDefaultCACertificates([...getCACertificates("default"), fixture("test-ca.pem")]);
}
