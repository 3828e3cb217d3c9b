import { useMemo, useState } from "react";
import { copyText } from "#renderer/actions/copy.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { formatBytes } from "#shared/format.ts";
import { piecesOf, readable } from "./raw-pieces.ts";
import styles from "./raw-text.module.css";

export type RawTextProps = {
  /** Names the text for assistive tech and on the clipboard: "Response body". */
  readonly label: string;
  readonly text: string;
  /** Bytes that were not kept. */
  readonly omittedBytes: number;
};

/** This much is shown at first. */
const shortLength = 3_000;

/** What went over the wire: JSON set in lines, anything else as it came. The clipboard gets it as it came. */
export function RawText({ label, text, omittedBytes }: RawTextProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = useMemo(() => readable(text), [text]);
  const isLong = shown.length > shortLength;
  const pieces = useMemo(
    () => piecesOf(isWhole || !isLong ? shown : shown.slice(0, shortLength)),
    [shown, isWhole, isLong],
  );
  if (text === "") return <p className="sub">Empty.</p>;
  return (
    <>
      <div className={styles.box}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, so the keyboard must be able to reach it */}
        <pre className={styles.text} tabIndex={0}>
          {pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the text
            <span key={index} className={styles.piece}>
              {piece}
            </span>
          ))}
        </pre>
        <IconButton
          icon="copy"
          size="small"
          className={styles.copy}
          label={`Copy ${label.toLowerCase()}`}
          onClick={() => void copyText(text, label)}
        />
      </div>
      {isLong && !isWhole ? (
        <Button size="small" tone="ghost" onClick={() => setWhole(true)}>
          Show all {formatBytes(text.length)}
        </Button>
      ) : null}
      {omittedBytes > 0 ? <p className="sub num">{formatBytes(omittedBytes)} more were not kept.</p> : null}
    </>
  );
}
