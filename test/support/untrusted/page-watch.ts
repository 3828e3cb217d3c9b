import type { BrowserContext, Page } from "playwright-core";

/**
 * Looks for what untrusted text must never become, while it is drawn and where it stands. Everything below the types
 * runs in the page, before any script of the page does.
 */
export type Watch = {
  /** What was found since the last time, each once: `script: …`, `element: …`, `attribute: …`, `policy: …`, `dialog: …`. */
  found(): Promise<readonly string[]>;
};

declare global {
  interface Window {
    __pwn?: (value?: unknown) => void;
    __found?: string[];
    __look?: () => void;
  }
}

/** Watches every page of a context that is opened from now on. */
export async function watchPages(context: BrowserContext): Promise<(page: Page) => Watch> {
  await context.addInitScript(lookOut);
  return (page) => {
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(`dialog: ${dialog.type()} ${dialog.message()}`);
      void dialog.dismiss();
    });
    return {
      async found() {
        const seen = await page.evaluate(() => {
          window.__look?.();
          return window.__found?.splice(0) ?? ["The page is not watched."];
        });
        return [...new Set([...seen, ...dialogs.splice(0)])];
      },
    };
  };
}

function lookOut(): void {
  const found: string[] = [];
  window.__found = found;
  const note = (kind: string, what: string) => {
    if (found.length < 1_000) found.push(`${kind}: ${what.slice(0, 200)}`);
  };
  window.__pwn = () => note("script", "__pwn was called");
  for (const name of ["alert", "confirm", "prompt", "print", "open"] as const) {
    Object.defineProperty(window, name, { configurable: true, value: () => note("dialog", name) });
  }
  document.addEventListener("securitypolicyviolation", (event) => {
    note("policy", `${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
  });

  const forbidden = new Set(
    (
      "script iframe frame frameset object embed applet portal fencedframe base meta style template form video audio " +
      "source track image picture map area math marquee isindex dialog foreignobject animate set feimage bgsound " +
      "plaintext xmp noembed noframes"
    ).split(" "),
  );
  const addresses = new Set(
    "href xlink:href src srcset srcdoc data action formaction poster background ping manifest archive".split(" "),
  );
  const isOwn = (value: string) => {
    if (value.startsWith("#")) return true;
    const url = URL.parse(value, document.baseURI);
    return url !== null && url.origin === location.origin && /^https?:$/.test(url.protocol);
  };
  const isOurScript = (element: Element) =>
    element.tagName === "SCRIPT" && element.parentElement === document.head && isOwn(element.getAttribute("src") ?? "");
  const isOurForm = (element: Element) =>
    element.tagName === "FORM" && !["action", "id", "name", "target"].some((name) => element.hasAttribute(name));
  const isOurMeta = (element: Element) => element.tagName === "META" && element.parentElement === document.head;

  const lookAtAttribute = (element: Element, { name, value }: Attr) => {
    const at = `${name}=${value} of ${element.tagName}`;
    if (/^on/i.test(name)) note("attribute", at);
    if (addresses.has(name) && !isOwn(value)) note("attribute", at);
    if (name === "style" && /url\(|expression|image-set/i.test(value)) note("attribute", at);
  };
  const lookAt = (element: Element) => {
    const isOurs = isOurScript(element) || isOurForm(element) || isOurMeta(element);
    if (forbidden.has(element.tagName.toLowerCase()) && !isOurs) note("element", element.tagName.toLowerCase());
    for (const attribute of element.attributes) lookAtAttribute(element, attribute);
  };
  const lookInto = (node: Node) => {
    if (!(node instanceof Element)) return;
    lookAt(node);
    for (const element of node.querySelectorAll("*")) lookAt(element);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes" && change.target instanceof Element) lookAt(change.target);
      for (const node of change.addedNodes) lookInto(node);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  window.__look = () => lookInto(document.documentElement);
}
