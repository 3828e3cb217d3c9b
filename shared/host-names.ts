/** What a Host header calls a server here: HTTP's own port may be left out, and clients do leave it out. */
export function hostNames(name: "127.0.0.1" | "localhost", port: number): readonly string[] {
  return port === 80 ? [`${name}:80`, name] : [`${name}:${port}`];
}
