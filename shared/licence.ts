/** A part of the program that others made, and on what terms. `scripts/licences.mjs` lists all of them at the build. */
export type Component = {
  readonly name: string;
  /** As in `1.9.0`, or `of Electron 45.4.1`. */
  readonly version: string;
  /** SPDX, as its package says it. */
  readonly licence: string;
  readonly text: string;
};

/** Those whose name, version or licence has what is typed. */
export function findComponents(components: readonly Component[], query: string): readonly Component[] {
  const wanted = query.trim().toLowerCase();
  return components.filter(({ name, version, licence }) =>
    `${name} ${version} ${licence}`.toLowerCase().includes(wanted),
  );
}

export function componentKey({ name, version }: Pick<Component, "name" | "version">): string {
  return `${name}@${version}`;
}

/** Null where it is no list of them. */
export function readComponents(value: unknown): readonly Component[] | null {
  const components = isRecord(value) ? value.components : undefined;
  return Array.isArray(components) && components.every(isComponent) ? components : null;
}

function isComponent(value: unknown): value is Component {
  return isRecord(value) && ["name", "version", "licence", "text"].every((field) => typeof value[field] === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
