import { classes } from "#renderer/ui/classes.ts";
import styles from "./series-mark.module.css";
import type { SeriesLook } from "./strips.ts";

/** What the dots of a series look like, beside its name; nothing where the name alone tells them apart. */
export function SeriesMark({ look }: { readonly look: SeriesLook }) {
  if (look === "plain") return null;
  return <i className={classes(styles.mark, styles[look])} aria-hidden="true" />;
}
