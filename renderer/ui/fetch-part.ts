/** Addresses of style sheets that did not come. */
const missing = new Set<string>();
let isWatching = false;

/**
 * Fetches a chunk of the window; may be called again after it failed. A style sheet that did not come is then fetched
 * first: the loader asks for each only once, so the part would be drawn without it.
 */
export async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  watchSheets();
  await Promise.all([...missing].map(fetchSheet));
  return await load();
}

/** That a link failed is told to it alone, so it is heard on the way down. */
function watchSheets(): void {
  if (isWatching) return;
  isWatching = true;
  const onError = ({ target }: Event) => {
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") missing.add(target.href);
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
