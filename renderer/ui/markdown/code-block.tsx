import { type ComponentProps, useState } from "react";
import type { ExtraProps } from "react-markdown";
import { IconButton } from "#renderer/ui/button.tsx";
import { showsHidden, visibleInText } from "#renderer/ui/visible-text.ts";
import styles from "./code-block.module.css";

type Node = NonNullable<ExtraProps["node"]>;

/** Code with its language and a copy button; the text is taken from the tree, so that highlighting does not matter. */
export function CodeBlock({ node, children }: ComponentProps<"pre"> & ExtraProps) {
  const code = node?.children.find((child) => child.type === "element");
  return (
    <div className={styles.code}>
      <div className={styles.head}>
        <span>{code === undefined ? "text" : languageOf(code)}</span>
        {code === undefined ? null : <CopyButton node={code} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide code scrolls, so the keyboard must be able to reach it */}
      <pre tabIndex={0}>{children}</pre>
    </div>
  );
}

function CopyButton({ node }: { readonly node: Node }) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = () => {
    navigator.clipboard.writeText(textOf(node).replace(/\n$/, "")).then(
      () => setState("copied"),
      () => setState("refused"),
    );
    setTimeout(() => setState("idle"), 2_000);
  };
  const done = showsHidden(textOf(node)) ? "Copied, with hidden characters written out" : "Copied";
  const label = state === "idle" ? "Copy code" : state === "copied" ? done : "Copying was not allowed";
  return <IconButton size="small" icon={state === "copied" ? "check" : "copy"} label={label} onClick={copy} />;
}

function languageOf(node: Node): string {
  const names = node.properties.className;
  const found = Array.isArray(names) ? names.find((name) => String(name).startsWith("language-")) : undefined;
  return found === undefined ? "text" : visibleInText(String(found).slice("language-".length));
}

export function textOf(node: Node): string {
  return node.children
    .map((child) => (child.type === "text" ? child.value : child.type === "element" ? textOf(child) : ""))
    .join("");
}
