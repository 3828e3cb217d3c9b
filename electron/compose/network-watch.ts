import type { HostNetwork } from "#electron/manager/manager-dependencies.ts";

/** While there is no network nobody sends, and so nobody would ask. */
const lookAgainMs = 2_000;

/** Asks the host whether this computer has a network, and tells when the answer is another one than before. */
export function createNetworkWatch(readOffline: () => boolean, tell: (online: boolean) => void): HostNetwork {
  let wasOffline = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isOffline = () => {
    const isNowOffline = readOffline();
    if (isNowOffline !== wasOffline) {
      wasOffline = isNowOffline;
      tell(!isNowOffline);
      if (isNowOffline) lookAgain();
    }
    return isNowOffline;
  };
  // Keeps no process alive that has nothing else to do.
  const lookAgain = () => {
    clearTimeout(timer);
    timer = setTimeout(() => isOffline() && lookAgain(), lookAgainMs).unref();
  };
  return { isOffline };
}
