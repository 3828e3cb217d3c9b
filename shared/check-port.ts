export const highestPort = 65_535;

/** Says why nothing can listen on this port, or null where it can be tried. */
export function checkPort(port: number): string | null {
  const isFine = Number.isInteger(port) && port >= 1 && port <= highestPort;
  return isFine ? null : "A port is a whole number from 1 to 65535.";
}
