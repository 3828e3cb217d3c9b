import { BlockList, isIP } from "node:net";

/** Host as in a URL, IPv6 in brackets, and the port that is called. */
export type Called = { readonly hostname: string; readonly port: number };

/**
 * Whether NO_PROXY names this host, as curl and Go read it: entries apart by commas or blanks; `*` is every host;
 * `example.com` and `.example.com` are the domain and all below it, `*.example.com` only those below; an address or
 * `10.0.0.0/8`; each with `:port` behind it where only that port is meant.
 */
export function isExempt(noProxy: string, { hostname, port }: Called): boolean {
  const name = bare(hostname.toLowerCase()).replace(/\.$/, "");
  return noProxy
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
    .some((entry) => matches(entryOf(entry), name, port));
}

type Entry = { readonly name: string; readonly port: number | null };

function entryOf(text: string): Entry {
  const [, name, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text) ?? [];
  return name === undefined ? { name: bare(text), port: null } : { name: bare(name), port: Number(port) };
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function matches({ name: pattern, port: onlyPort }: Entry, name: string, port: number): boolean {
  if (onlyPort !== null && onlyPort !== port) return false;
  if (pattern === "*") return true;
  if (pattern.includes("/")) return isInSubnet(pattern, name);
  const domain = pattern.replace(/^\*?\./, "").replace(/\.$/, "");
  if (domain === "") return false;
  return (name === domain && !pattern.startsWith("*")) || name.endsWith(`.${domain}`);
}

function isInSubnet(subnet: string, name: string): boolean {
  const [network = "", bits = ""] = subnet.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(name) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(network, Number(bits), type);
  return list.check(name, type);
}
