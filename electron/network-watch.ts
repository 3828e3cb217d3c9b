import type { HostNetwork } from "./manager/manager-dependencies.ts";

/** Asks the host whether this computer has a network, and tells when the answer is another one than before. */
export function createNetworkWatch(readOffline: () => boolean, tell: (online: boolean) => void): HostNetwork {
  let wasOffline = false;
  return {
    isOffline: () => {
      const isOffline = readOffline();
      if (isOffline !== wasOffline) {
        wasOffline = isOffline;
        tell(!isOffline);
      }
      return isOffline;
    },
  };
}
