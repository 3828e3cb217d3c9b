import { Failure } from "./failures.ts";

/** Read when it is needed: a link whose key is not set fails by itself, without a request. */
export function keyIn(variable: string): string {
  const key = process.env[variable] ?? "";
  if (key === "") throw new Failure("AUTH", `${variable} is not set.`, { wasAsked: false });
  return key;
}
