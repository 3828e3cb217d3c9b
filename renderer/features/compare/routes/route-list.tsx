import { findRoutes } from "#renderer/actions/routes.ts";
import { useNames } from "#renderer/parts/names.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { isPicked, pickRoute, routeKey, useRoutesStore } from "#renderer/stores/routes-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Chip } from "#renderer/ui/chip.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Route } from "#shared/route.ts";
import styles from "./routes.module.css";
import { kindWords, routePrice } from "./routes-words.ts";

/** The endpoints that serve the model, each to be measured or not. */
export function RouteList() {
  const found = useRoutesStore((state) => state.found);
  if (found === null) return <p className={`sub ${styles.said}`}>Pick a model to see which endpoints serve it.</p>;
  if (found.kind === "asking") {
    return (
      <p className={`sub ${styles.said}`} role="status">
        <Icon name="spin" size="s" className="spin" /> Looking for endpoints
      </p>
    );
  }
  if (found.kind === "failed") {
    return (
      <div className={styles.said}>
        <p className="bad">The endpoints could not be read. {found.message}</p>
        <Button size="small" onClick={() => void findRoutes([found.model])}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <>
      <p className={`num ${styles.figures}`}>$ per 1k tokens, in / out</p>
      <ul className={styles.routes} aria-label="Routes">
        {found.routes.map((route) => (
          <RouteRow key={routeKey(route)} route={route} />
        ))}
      </ul>
      {found.routes.length < 2 ? (
        <p className={`sub ${styles.said}`}>
          No other endpoint with a model list here is known to serve it. Add a key of one that does, as OpenRouter.
        </p>
      ) : null}
    </>
  );
}

function RouteRow({ route }: { readonly route: Route }) {
  const names = useNames();
  const picks = useRoutesStore((state) => state.picks);
  const provider = names.provider(route.providerId);
  const kind = route.kind === "openrouter" && provider === kindWords.openrouter ? null : kindWords[route.kind];
  return (
    <li>
      <label className={styles.route}>
        <input
          type="checkbox"
          checked={isPicked(route, picks)}
          disabled={!route.isReady}
          aria-label={`Measure ${provider}, ${route.modelId}`}
          onChange={(event) => pickRoute(route, event.target.checked)}
        />
        <ProviderBadge providerId={route.providerId} name={provider} />
        <span className="medium">{provider}</span>
        <span className={`mono trunc dim ${styles.id}`}>{route.modelId}</span>
        {kind === null ? null : <Chip tone={route.kind === "direct" ? "accent" : "neutral"}>{kind}</Chip>}
        {route.isFree ? (
          <Chip tone="ok" title="Limits of its own, and often another queue: it is another route than the paid one">
            Free variant
          </Chip>
        ) : null}
        {route.isReady ? null : (
          <Chip tone="warn" icon="key">
            No key
          </Chip>
        )}
        <span className="grow" />
        <span className="num dim">{routePrice(route)}</span>
      </label>
    </li>
  );
}
