import { useNames } from "#renderer/parts/names.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import type { SpendReport } from "#shared/spend.ts";
import { type Group, GroupTable } from "./group-table.tsx";

/** The same money by provider, chain, route and client. */
export function Groups({ report }: { readonly report: SpendReport }) {
  const names = useNames();
  const badge = (providerId: string) => <ProviderBadge providerId={providerId} name={names.provider(providerId)} />;
  const providers = report.byProvider.map((sum): Group => {
    return { key: sum.providerId, name: names.provider(sum.providerId), badge: badge(sum.providerId), sum };
  });
  const chains = report.byChain.map((sum): Group => {
    const name = sum.chainId === null ? "No chain" : sum.title;
    return { key: sum.chainId ?? "", name, sum };
  });
  const routes = report.byRoute.map((sum): Group => {
    const provider = names.provider(sum.providerId);
    const name = sum.upstreamProvider === null ? provider : `${provider} › ${sum.upstreamProvider}`;
    const key = `${sum.providerId}|${sum.upstreamProvider ?? ""}`;
    return { key, name, badge: badge(sum.providerId), sum };
  });
  const clients = report.byClient.map((sum): Group => {
    return { key: `${sum.client}`, name: sum.client ?? "This window", sum };
  });
  return (
    <>
      <GroupTable title="By provider" kind="Provider" groups={providers} look="provider" />
      <GroupTable title="By chain" kind="Chain" groups={chains} />
      <GroupTable title="By route" kind="Route" groups={routes} look="route" />
      <GroupTable title="By client" kind="Client" groups={clients} />
    </>
  );
}
