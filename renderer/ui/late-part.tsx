import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { fetchPart } from "./fetch-part.ts";

export type LateLook<P> = {
  /** What it is, for the log: `view chains`. */
  readonly what: string;
  /** Drawn while it is on its way; nothing where absent. */
  readonly waiting?: (props: P) => ReactNode;
  /** Drawn where it did not come, as where the host is away. */
  readonly failed: (tryAgain: () => void, props: P) => ReactNode;
};

export type LatePart<P> = {
  readonly look: LateLook<P>;
  /** Null until it was fetched. */
  readonly here: () => ComponentType<P> | null;
  readonly fetch: () => Promise<ComponentType<P>>;
  /** Fetches it ahead. Where that fails, it is fetched again when it is drawn. */
  readonly preload: () => void;
};

/** A part of the window that is a chunk of its own; drawn by `Late`. */
export function latePart<P extends object>(load: () => Promise<ComponentType<P>>, look: LateLook<P>): LatePart<P> {
  let here: ComponentType<P> | null = null;
  const fetch = async () => {
    here ??= await fetchPart(load);
    return here;
  };
  return { look, here: () => here, fetch, preload: () => void fetch().catch(() => undefined) };
}

export type LateProps<P> = {
  /** Always the same one; another one needs a `key` of its own. */
  readonly part: LatePart<P>;
  readonly props: P;
};

/**
 * Fetches a part when it is first drawn. Not React's `lazy`: that keeps a failed fetch for ever, and holds what suspends
 * back for 300 ms even where its chunk is here.
 */
export function Late<P extends object>({ part, props }: LateProps<P>): ReactNode {
  const { look } = part;
  const [Part, setPart] = useState(part.here);
  const [hasFailed, setFailed] = useState(false);
  const isWanted = Part === null && !hasFailed;
  useEffect(() => {
    if (!isWanted) return;
    let isGone = false;
    part.fetch().then(
      (fetched) => isGone || setPart(() => fetched),
      (error: unknown) => {
        console.error(`Not loaded: ${look.what}`, error);
        if (!isGone) setFailed(true);
      },
    );
    return () => {
      isGone = true;
    };
  }, [isWanted, part, look]);
  if (Part !== null) return <Part {...props} />;
  return hasFailed ? look.failed(() => setFailed(false), props) : look.waiting?.(props);
}
