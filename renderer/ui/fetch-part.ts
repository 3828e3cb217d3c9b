/** Addresses of style sheets that did not come. */
const missing = new Set<string>();
/** What each load on its way found missing of what it asked for. */
const loading = new Set<Set<string>>();
/** By what loads it: the sheets that a part cannot be drawn without. */
const needed = new WeakMap<() => Promise<unknown>, Set<string>>();
let isWatching = false;

/**
 * Fetches a chunk of the window; may be called again after it failed, with the same `load`. A style sheet that did not
 * come is then fetched first: the loader asks for each only once, so the part would be drawn without it. One that
 * another part missed is asked for too, since both may share it, but keeps nothing back.
 */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  watchSheets();
  const own = needed.get(load) ?? new Set();
  needed.set(load, own);
  await Promise.all(
    [...missing].map((href) => (own.has(href) ? fetchSheet(href) : fetchSheet(href).catch(() => null))),
  );
  loading.add(own);
  try {
    return await load();
  } finally {
    loading.delete(own);
  }
}

/** That a link failed is told to it alone, so it is heard on the way down. */
function watchSheets(): void {
  if (isWatching) return;
  isWatching = true;
  const onError = ({ target }: Event) => {
    if (!(target instanceof HTMLLinkElement) || target.rel !== "stylesheet") return;
    // Missing already: another try at it, and not what a load on its way asked for.
    if (!missing.has(target.href)) for (const own of loading) own.add(target.href);
    missing.add(target.href);
  };
  document.addEventListener("error", onError, { capture: true });
}

function fetchSheet(href: string): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return new Promise((resolve, reject) => {
    link.onload = () => {
      missing.delete(href);
      resolve();
    };
    link.onerror = () => {
      link.remove();
      reject(new Error(`The style sheet ${href} did not come.`));
    };
    document.head.append(link);
  });
}
