/**
 * Judges the host of a parsed URL. Names are not resolved here: a name that points to a forbidden address is caught
 * when the network client connects (security.md P36).
 */

/** Whether the host is this machine: 127.0.0.0/8, ::1 or localhost, as the URL parser writes them. */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === "localhost" || hostname === "[::1]") return true;
  return ipv4Of(hostname)?.[0] === 127;
}

/** Cloud metadata services that are not link-local, and the names they go by. */
const metadataHosts: readonly string[] = [
  "[fd00:ec2::254]",
  "metadata.google.internal",
  "metadata.goog",
  "100.100.100.200",
];

/** Link-local, metadata and unspecified addresses, also where IPv6 wraps an IPv4 address. */
export function isForbiddenAddress(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  if (metadataHosts.includes(name)) return true;
  const ipv4 = ipv4Of(name);
  if (ipv4 !== null) return isForbiddenIpv4(ipv4);
  const ipv6 = ipv6Of(name);
  return ipv6 !== null && isForbiddenIpv6(ipv6);
}

function isForbiddenIpv4(bytes: readonly number[]): boolean {
  return (bytes[0] === 169 && bytes[1] === 254) || bytes[0] === 0 || bytes.join(".") === "100.100.100.200";
}

function isForbiddenIpv6(groups: readonly number[]): boolean {
  const first = groups[0] ?? 0;
  // fe80::/10 is link-local; :: is no address of a server.
  if ((first & 0xffc0) === 0xfe80 || groups.every((group) => group === 0)) return true;
  const embedded = embeddedIpv4(groups);
  return embedded !== null && isForbiddenIpv4(embedded);
}

/** The IPv4 address inside ::ffff:0:0/96 (mapped), ::/96 (compatible) and 64:ff9b::/96 (NAT64). */
function embeddedIpv4(groups: readonly number[]): number[] | null {
  const prefix = groups.slice(0, 6).join(",");
  const wraps = ["0,0,0,0,0,65535", "0,0,0,0,0,0", "100,65435,0,0,0,0"].includes(prefix);
  // ::1 is the loopback address itself, not 0.0.0.1.
  if (!wraps || groups.join(",") === "0,0,0,0,0,0,0,1") return null;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff];
}

function ipv4Of(hostname: string): number[] | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(hostname);
  return match === null ? null : match.slice(1).map(Number);
}

/** Eight groups of a bracketed IPv6 host, or null. */
function ipv6Of(hostname: string): number[] | null {
  if (!hostname.startsWith("[") || !hostname.endsWith("]")) return null;
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0), ...after];
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}
