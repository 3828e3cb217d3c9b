import { Icon } from "#renderer/ui/icon.tsx";
import { formatCount, formatPart, formatTimeOfDay } from "#shared/format.ts";
import type { KeyTest } from "#shared/provider-state.ts";
import { accountWords } from "./account-words.ts";
import styles from "./key-test-result.module.css";

/** What the last test of the key found. */
export function KeyTestResult({ test }: { readonly test: KeyTest }) {
  const words = testWords(test);
  return (
    <output className={`${styles.result} ${test.ok ? styles.ok : styles.bad}`}>
      <Icon name={test.ok ? "ok" : "fail"} className={test.ok ? "ok" : "bad"} />
      <span className={styles.words}>
        <span className="medium num">{words.title}</span>
        <span className="num">{words.body}</span>
      </span>
    </output>
  );
}

function testWords(test: KeyTest): { readonly title: string; readonly body: string } {
  const [first = "", ...rest] = test.message.split(/(?<=\.) /);
  const at = `Tested at ${formatTimeOfDay(test.atMs)}.`;
  if (!test.ok) return { title: first, body: [...rest, at].join(" ") };
  const models =
    test.modelCount === null
      ? ""
      : `, ${formatCount(test.modelCount)} ${test.modelCount === 1 ? "model" : "models"} visible`;
  return {
    title: `${first} ${test.status ?? "Answered"} in ${formatPart(test.tookMs)}${models}.`,
    body: [...accountWords(test.account), at, "The test used no tokens."].join(" "),
  };
}
