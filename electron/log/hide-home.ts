/**
 * The path with `~` in place of the home folder, and without the user's name where that is a folder elsewhere: in any
 * case, as macOS and Windows take it.
 */
export function hideHome(path: string, home: string, user: string): string {
  const isInside = home !== "" && (path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}\\`));
  const short = isInside ? `~${path.slice(home.length)}` : path;
  const isName = (part: string) => user !== "" && part.toLowerCase() === user.toLowerCase();
  return short
    .split(/([\\/])/)
    .map((part) => (isName(part) ? "<user>" : part))
    .join("");
}
