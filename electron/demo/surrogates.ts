/**
 * The mock cuts text after a fixed number of UTF-16 units and so can split an emoji between two events, which no real
 * provider does and which a reader that stores each piece would turn into two broken characters. The returned function
 * moves a first half at the end of one event's text to the beginning of the next one's. It sees JSON, in which a lone
 * half is always written as an escape.
 */
export function joinSurrogates(): (event: string) => string {
  let held = "";
  return (event) => {
    const joined =
      held === "" ? event : event.replace(secondHalf, (_, quote: string, low: string) => quote + pair(held, low));
    held = held !== "" && joined === event ? held : "";
    return joined.replace(firstHalf, (_, slashes: string, high: string) => {
      held = high;
      return slashes;
    });
  };
}

/** An even number of backslashes before the escape: an odd one would make it literal text. */
const firstHalf = /((?<!\\)(?:\\\\)*)\\u(d[89ab][0-9a-f]{2})(?=")/;
const secondHalf = /(")\\u(d[c-f][0-9a-f]{2})/;

function pair(high: string, low: string): string {
  return String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16));
}
