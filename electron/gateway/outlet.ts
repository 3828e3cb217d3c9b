import type { ServerResponse } from "node:http";
import type { Clock } from "#electron/manager/dependencies.ts";

/** One answer on its way to a program, with a bound on what may wait for a program that reads slowly or never. */
export type Outlet = {
  open(status: number, headers: Readonly<Record<string, string>>): void;
  write(text: string): void;
  end(text: string): void;
  /** Sends what is left and hangs up in the middle of the body, so that no program takes it for a whole answer. */
  breakOff(text: string): void;
};

export type OutletParts = {
  readonly response: ServerResponse;
  readonly clock: Pick<Clock, "after">;
  /** The program hung up, or was hung up on because it did not read, before the answer was whole. */
  readonly onGone: () => void;
};

/** More than any answer; a program that is this far behind does not read. */
const mostWaitingBytes = 4 * 1024 * 1024;
/** How long nothing at all may be taken. */
const stuckAfterMs = 30_000;

export function createOutlet({ response, clock, onGone }: OutletParts): Outlet {
  let isOver = false;
  let cancelTimer: (() => void) | null = null;
  const calm = () => {
    cancelTimer?.();
    cancelTimer = null;
  };
  const watch = () => {
    cancelTimer ??= clock.after(stuckAfterMs, () => response.destroy());
  };
  response.on("drain", calm);
  response.on("finish", calm);
  // Whoever hangs up while something is written to him is told by "close"; an error adds nothing.
  response.on("error", () => response.destroy());
  response.on("close", () => {
    calm();
    if (!isOver && !response.writableFinished) onGone();
    isOver = true;
  });
  return {
    open: (status, headers) => void response.writeHead(status, headers),
    write(text) {
      if (isOver || response.write(text)) return;
      if (response.writableLength > mostWaitingBytes) response.destroy();
      else watch();
    },
    end(text) {
      if (isOver) return;
      watch();
      response.end(text);
    },
    breakOff(text) {
      if (isOver) return;
      isOver = true;
      watch();
      response.write(text, () => response.socket?.destroySoon());
    },
  };
}
