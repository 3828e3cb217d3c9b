const storageKey = "understudy-token";

/**
 * The token of the loopback host, from the address the user was given. It moves to the tab's own storage and out of
 * the address, so that a reload works and neither history nor a screenshot holds it.
 */
export function takeToken(page: Window): string {
  const match = /^#token=([\w-]+)$/.exec(page.location.hash);
  const token = match?.[1];
  if (token !== undefined) {
    page.sessionStorage.setItem(storageKey, token);
    page.history.replaceState(null, "", page.location.pathname + page.location.search);
  }
  return page.sessionStorage.getItem(storageKey) ?? "";
}
