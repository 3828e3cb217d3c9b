import { joined } from "#electron/bridge/setup/find-key.ts";
import { type Fields, fieldOf, fieldsOf } from "./values.ts";

/** What a group says for all of its targets that do not say it themselves. */
export const inheritedNames = ["retry", "request_timeout", "override_params"] as const;
type InheritedName = (typeof inheritedNames)[number];

/** Each with the place in the file where it stands. */
export type Inherited = Readonly<Partial<Record<InheritedName, { readonly value: unknown; readonly path: string }>>>;

/** What the targets of a group have from it, and from the groups around it. Parameters add up, the rest replaces. */
export function inheritedFrom(group: Fields, path: string, around: Inherited): Inherited {
  const own = inheritedNames.flatMap((name) => {
    const value = fieldOf(group, name);
    if (value === undefined) return [];
    const before = fieldsOf(around[name]?.value);
    const whole = name === "override_params" ? { ...before, ...fieldsOf(value) } : value;
    return [[name, { value: whole, path: joined(path, name) }] as const];
  });
  return { ...around, ...Object.fromEntries(own) };
}
