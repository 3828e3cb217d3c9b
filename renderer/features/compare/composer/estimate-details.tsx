import type { ArithmeticLine } from "#renderer/parts/money/arithmetic.ts";
import { MoneyBlock, MoneyDetails, MoneyTable } from "#renderer/parts/money/money-details.tsx";
import { useNames } from "#renderer/parts/names.ts";
import { priceOrigin } from "#renderer/parts/price-words.ts";
import type { SendEstimate } from "#renderer/parts/send-estimate.ts";
import type { LinkBill } from "#renderer/parts/worst-case.ts";
import { formatCost, formatCount, formatPricePer1k } from "#shared/format.ts";
import { ratesFor } from "#shared/rates.ts";

/** A column that would be sent to, by its name. */
export type NamedEstimate = { readonly id: string; readonly name: string; readonly estimate: SendEstimate };

export type EstimateDetailsProps = { readonly estimates: readonly NamedEstimate[]; readonly total: string };

/** The most that a send can cost, column by column and link by link. */
export function EstimateDetails({ estimates, total }: EstimateDetailsProps) {
  return (
    <MoneyDetails title="Before Send" total={total}>
      <p className="sub">
        Input: the prompts and answers before, the system prompt and this prompt. Cost: every request that may be sent,
        billed with the longest answer. A chain counts each of its links.
      </p>
      {estimates.flatMap(({ id, name, estimate }) =>
        estimate.bills.length === 0
          ? [
              <MoneyBlock key={id} title={name} beside="">
                <p className="sub">No link of it can be tried now.</p>
              </MoneyBlock>,
            ]
          : estimate.bills.map((bill) => (
              <Bill key={`${id}|${bill.asked.id}`} name={name} bill={bill} isEstimate={estimate.isEstimate} />
            )),
      )}
    </MoneyDetails>
  );
}

type BillProps = { readonly name: string; readonly bill: LinkBill; readonly isEstimate: boolean };

/** A link's requests: tokens in × price and the longest answer × price, twice where it may be asked once more. */
function Bill({ name, bill, isEstimate }: BillProps) {
  const names = useNames();
  const { asked, link, price, nanoUsd, requests } = bill;
  const model = names.model(asked.provider, asked.modelId);
  const title = model !== name ? `${name} › ${model}` : model;
  const rates = price === null ? null : ratesFor(price, link.inputTokens);
  const about = isEstimate ? "≈" : "";
  return (
    <MoneyBlock title={title} beside={names.provider(asked.provider)}>
      <MoneyTable
        label={`${title}: at most`}
        lines={[
          lineOf("Input", { tokens: link.inputTokens, usd: rates?.inputUsd, about }),
          lineOf("Output, at most", { tokens: link.maxTokens, usd: rates?.outputUsd, about: "" }),
        ]}
        sumName={requests === 1 ? "1 request" : "Twice, if asked again"}
        sum={nanoUsd === null ? "unknown" : formatCost(nanoUsd * requests)}
      />
      <p className="sub num">{price === null ? "Its price is not known." : `By the ${priceOrigin(price)}.`}</p>
    </MoneyBlock>
  );
}

type Billed = { readonly tokens: number; readonly usd: number | undefined; readonly about: "" | "≈" };

/** `usd` is for a million tokens; nothing stands beside the tokens where it is not known. */
function lineOf(name: string, { tokens, usd, about }: Billed): ArithmeticLine {
  const count = `${about}${formatCount(tokens)}`;
  if (usd === undefined) return { name, tokens: count, price: "", cost: "" };
  return {
    name,
    tokens: count,
    price: `× ${formatPricePer1k(usd)}`,
    cost: formatCost(Math.ceil(tokens * usd * 1_000)),
  };
}
