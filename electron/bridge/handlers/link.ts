import type { Handlers } from "#electron/bridge/router.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type LinkHandlers = Pick<Handlers, "link.open">;

const schemes = new Set(["http:", "https:", "mailto:"]);

/** The one way out of the program: an answer may hold any address, so it is parsed, and what was parsed is opened. */
export function linkHandlers({ openLink }: Pick<HandlerDependencies, "openLink">): LinkHandlers {
  return {
    async "link.open"({ url }) {
      const href = openable(url);
      if (href === null) return refuse("invalid-input", "url: only http, https and mailto addresses are opened.");
      try {
        await openLink(href);
        return succeed(null);
      } catch (error) {
        return refuse("unavailable", `This system could not open the address: ${messageOf(error)}`);
      }
    },
  };
}

/** The address as it will be opened, or null. Control characters are refused: a parser drops some of them silently. */
function openable(url: string): string | null {
  if (/\p{Cc}/u.test(url) || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return schemes.has(protocol) ? href : null;
}
