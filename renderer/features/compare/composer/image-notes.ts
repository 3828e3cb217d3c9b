import { type Catalog, findModel, linksOf, targetTitle } from "#renderer/stores/targets.ts";
import type { Column } from "#shared/run.ts";

/** Which targets are known not to take images. What is not known may be tried, and nothing is said of it. */
export function imageNotes(
  catalog: Pick<Catalog, "chains" | "modelLists">,
  asked: readonly Column[],
): readonly string[] {
  const notes = asked.flatMap(({ target }) => {
    const links = linksOf(catalog, target);
    const without = links.flatMap((link, index) => {
      const model = findModel(catalog.modelLists, { providerId: link.provider, modelId: link.modelId });
      return model?.takesImages === false ? [index + 1] : [];
    });
    if (without.length === 0) return [];
    const title = targetTitle(catalog, target);
    if (without.length === links.length) return [`${title} takes no images and will not answer this prompt.`];
    const which = without.length === 1 ? `Link ${without[0]}` : `Links ${listWords(without)}`;
    return [`${which} of ${title} ${without.length === 1 ? "takes" : "take"} no images and will be skipped.`];
  });
  return [...new Set(notes)];
}

/** `2 and 3`, `1, 2 and 3` */
export function listWords(items: readonly (string | number)[]): string {
  const last = items.at(-1);
  return items.length < 2 ? String(last ?? "") : `${items.slice(0, -1).join(", ")} and ${last}`;
}
