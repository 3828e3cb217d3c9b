import type { ModelRef } from "#shared/model.ts";
import type { Route } from "#shared/route.ts";

/** What the catalog knows of endpoints that serve one model. Whether they can be asked is the workspace's to say. */
export type RoutesPort = {
  /** Itself first; none where it has no such provider. */
  routes(model: ModelRef): readonly Omit<Route, "isReady">[];
};
