import { closeLinkDialog, openLink } from "#renderer/actions/links.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Dialog } from "#renderer/ui/dialog.tsx";
import { visibleText } from "#renderer/ui/visible-text.ts";
import styles from "./link-dialog.module.css";

/** Shows where a link of an answer really leads before the browser opens it. */
export function LinkDialog({ url }: { readonly url: string }) {
  return (
    <Dialog
      isOpen
      title="Open this link in your browser?"
      onClose={closeLinkDialog}
      actions={
        <>
          <Button onClick={closeLinkDialog}>Cancel</Button>
          <Button tone="primary" onClick={() => void openLink(url)}>
            Open link
          </Button>
        </>
      }
    >
      <p>
        It leads to <strong className={styles.host}>{hostOf(url)}</strong>.
      </p>
      <p className={styles.url}>{visibleText(url)}</p>
    </Dialog>
  );
}

function hostOf(url: string): string {
  if (!URL.canParse(url)) return "an unreadable address";
  const { host, protocol, pathname } = new URL(url);
  return protocol === "mailto:" ? pathname : host;
}
