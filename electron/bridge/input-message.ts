import type { z } from "zod";

/**
 * Says which field is wrong and what is allowed. Built from the rule alone: the value that was sent is never part of
 * it, because it may be a key, and neither is the name of an unknown field, because it may be a key in the wrong place.
 */
export function inputMessage(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "The input is not valid.";
  const field = fieldOf(issue.path);
  return `${field === "" ? "The input" : field}: ${allowed(issue)}`;
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}

type Issue = z.core.$ZodIssue;

function allowed(issue: Issue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return "holds a field that is not known.";
    case "invalid_type":
      return `must be ${issue.expected === "nonoptional" ? "given" : `of type ${issue.expected}`}.`;
    case "too_big":
      return `holds at most ${issue.maximum} ${unitOf(issue.origin)}.`;
    case "too_small":
      return `holds at least ${issue.minimum} ${unitOf(issue.origin)}.`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}.`;
    case "invalid_union":
      return "is not of a known kind.";
    case "invalid_format":
    case "custom":
      return issue.message.endsWith(".") ? issue.message : `${issue.message}.`;
    default:
      return "is not valid.";
  }
}

function unitOf(origin: string): string {
  return origin === "array" ? "entries" : "characters";
}
