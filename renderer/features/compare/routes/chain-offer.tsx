import { useMemo } from "react";
import { addChain } from "#renderer/actions/chains.ts";
import type { Series } from "#renderer/parts/evidence/series.ts";
import { useNames } from "#renderer/parts/names.ts";
import { Button } from "#renderer/ui/button.tsx";
import { newLink } from "#shared/chain.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { orderOfRoutes } from "#shared/statistics/order-of-routes.ts";
import { orderWords } from "./routes-words.ts";

export type ChainOfferProps = {
  readonly series: readonly Series[];
  readonly repeat: RepeatPlan;
  readonly modelName: string;
};

/** The routes as the links of a chain, the better one first. */
export function ChainOffer({ series, repeat, modelName }: ChainOfferProps) {
  const names = useNames();
  const order = useMemo(() => {
    const routes = series.flatMap(({ columnId, routeKind: kind, samples }) =>
      kind === null ? [] : [{ columnId, kind, samples }],
    );
    return orderOfRoutes(routes, repeat.seed);
  }, [series, repeat]);
  const [first] = order;
  const firstSeries = series.find(({ columnId }) => columnId === first?.columnId);
  if (first === undefined || firstSeries === undefined || order.length < 2) return null;
  const make = () => {
    const links = order.flatMap(({ columnId }) => {
      const target = repeat.columns.find((column) => column.columnId === columnId)?.target;
      if (target?.kind !== "model") return [];
      const name = `${names.model(target.providerId, target.modelId)}, ${names.provider(target.providerId)}`;
      return [newLink(crypto.randomUUID(), name, target)];
    });
    addChain(modelName, links);
  };
  return (
    <>
      <Button size="small" icon="chain" onClick={make}>
        Make this a chain
      </Button>
      <span className="sub">{orderWords(firstSeries.spokenName, first.why)}</span>
    </>
  );
}
