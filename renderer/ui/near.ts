/** What is within this distance of what is seen counts as near. */
const nearPx = 1_500;

type Listener = (isNear: boolean, heightPx: number) => void;

const listeners = new WeakMap<Element, Listener>();
let observer: IntersectionObserver | null = null;

function shared(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        listeners.get(target)?.(isIntersecting, boundingClientRect.height);
    },
    // The one counts from the window, the other from what scrolls inside it.
    { rootMargin: `${nearPx}px`, scrollMargin: `${nearPx}px` },
  );
  return observer;
}

/** Tells whether an element is near what is seen of its scroll container, now and at every change. */
export function watchNear(element: Element, listener: Listener): () => void {
  listeners.set(element, listener);
  shared().observe(element);
  return () => {
    listeners.delete(element);
    shared().unobserve(element);
  };
}
