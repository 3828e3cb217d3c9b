import { Chip } from "#renderer/ui/chip.tsx";
import { classes } from "#renderer/ui/classes.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import { formatPercent } from "#shared/format.ts";
import { factsOf, type Share, sentenceOf, sharesOf } from "./statistics-words.ts";
import { type StatisticsQuestion, statisticsDays } from "./use-chain-statistics.ts";
import styles from "./who-answered.module.css";

export type WhoAnsweredProps = { readonly chain: Chain; readonly question: StatisticsQuestion };

const days = `last ${statisticsDays} days`;

/** The strip above the links: what the chain's runs of the last days say. */
export function WhoAnswered({ chain, question }: WhoAnsweredProps) {
  return (
    <section className={styles.strip} aria-label={`Who answered, ${days}`}>
      <Content chain={chain} question={question} />
    </section>
  );
}

function Content({ chain, question }: WhoAnsweredProps) {
  if (question.kind === "asking") return <p className={styles.note}>Reading the history…</p>;
  if (question.kind === "failed") return <p className={classes("bad", styles.note)}>{question.message}</p>;
  const { statistics } = question;
  if (statistics.runs === 0) {
    return (
      <p className={styles.note}>
        No answers yet in the {days}.{statistics.isDemo ? <Demo /> : null}
      </p>
    );
  }
  return <Facts chain={chain} statistics={statistics} />;
}

function Demo() {
  return (
    <Chip icon="play" title="Of demo runs only; real ones are counted apart">
      Demo
    </Chip>
  );
}

function Facts({ chain, statistics }: { readonly chain: Chain; readonly statistics: ChainStatistics }) {
  const shares = sharesOf(chain, statistics);
  return (
    <dl className={styles.facts}>
      <div>
        <dt className={styles.title}>
          Who answered, {days}
          {statistics.isDemo ? <Demo /> : null}
        </dt>
        <dd>
          <Bar shares={shares} label={sentenceOf(shares, statistics)} />
        </dd>
      </div>
      {factsOf(statistics).map(({ label, value, more, title }) => (
        <div key={label} title={title}>
          <dt>{label}</dt>
          <dd className={`num ${styles.value}`}>
            {value} <small>{more}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One scale for all: the parts are shares of every run, the unanswered ones too. */
function Bar({ shares, label }: { readonly shares: readonly Share[]; readonly label: string }) {
  const shown = shares.filter(({ share }) => share > 0);
  return (
    <>
      <div className={styles.bar} role="img" aria-label={label}>
        {shown.map((one) => (
          <i key={one.key} className={lookOf(one, shares)} style={{ "--share": one.share }} />
        ))}
      </div>
      <p className={`num ${styles.key}`} aria-hidden="true">
        {shares.map(({ key, label: name, share }, index) => (
          <span key={key}>
            {index === 0 ? name : name.replace("Link ", "")} <b>{formatPercent(share)}</b>
          </span>
        ))}
      </p>
    </>
  );
}

function lookOf({ kind, label }: Share, shares: readonly Share[]): string {
  if (kind === "none") return classes(styles.none);
  if (kind === "earlier") return classes(styles.later);
  const isFirst = label === shares[0]?.label;
  return classes(isFirst ? styles.first : label === "Link 2" ? styles.second : styles.later);
}
