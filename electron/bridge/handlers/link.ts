import type { Handlers } from "#electron/bridge/router.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type LinkHandlers = Pick<Handlers, "link.open">;

const schemes = new Set(["http:", "https:", "mailto:"]);

/**
 * What the link of a letter may say. Mail programs know more fields, and some of them put a file of this computer into
 * the letter where a link names it in one.
 */
const letterFields = new Set(["to", "cc", "bcc", "subject", "body", "in-reply-to"]);

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
  const parsed = new URL(url);
  if (!schemes.has(parsed.protocol)) return null;
  return parsed.protocol === "mailto:" ? letter(parsed) : parsed.href;
}

/** The parser leaves blanks and quotes as they are here; the system's own opener could take what follows for an argument. */
function letter({ href, searchParams }: URL): string | null {
  const isKnown = [...searchParams.keys()].every((field) => letterFields.has(field.toLowerCase()));
  return isKnown ? href.replaceAll(/[\s"<>\\^`{|}]/g, encodeURIComponent) : null;
}
