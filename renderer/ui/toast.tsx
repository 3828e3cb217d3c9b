import { Toast as BaseToast } from "@base-ui/react/toast";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";
import styles from "./toast.module.css";

export type ToastMessage = {
  readonly text: string;
  readonly tone?: "neutral" | "ok" | "bad";
  readonly icon?: IconName;
  /** A second chance, as in Undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
};

const manager = BaseToast.createToastManager<{ readonly message: ToastMessage }>();

/** Says something in passing. Never the only place where an error is shown (ui/README.md §4). */
export function showToast(message: ToastMessage): void {
  const id = manager.add({
    title: message.text,
    data: { message },
    ...(message.action === undefined
      ? {}
      : {
          actionProps: {
            children: message.action.label,
            onClick: () => {
              message.action?.run();
              manager.close(id);
            },
          },
        }),
  });
}

/** Where toasts stack: bottom right, three at most, 5 s each, longer while hovered or focused. Once per window. */
export function Toasts() {
  return (
    <BaseToast.Provider toastManager={manager} limit={3} timeout={5_000}>
      <BaseToast.Portal>
        <BaseToast.Viewport className={styles.viewport}>
          <ToastList />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}

const looks = { neutral: "sub", ok: "ok", bad: "bad" } as const;

function ToastList() {
  const { toasts } = BaseToast.useToastManager<{ readonly message: ToastMessage }>();
  return toasts.map((toast) => {
    const message = toast.data?.message;
    return (
      <BaseToast.Root key={toast.id} toast={toast} className={classes(styles.toast, toast.limited && styles.limited)}>
        {message?.icon === undefined ? null : <Icon name={message.icon} className={looks[message.tone ?? "neutral"]} />}
        {/* What a toast says names it; a heading it is not. */}
        <BaseToast.Title className="grow" render={<p />} />
        <BaseToast.Action className={styles.action} />
        <BaseToast.Close render={<IconButton icon="close" label="Dismiss" size="small" />} />
      </BaseToast.Root>
    );
  });
}
