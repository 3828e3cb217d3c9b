import fc from "fast-check";

/** One way of a server to say how long to wait (engine.md R7), and the wait that it means. */
export type SaidHint = {
  readonly headers: Readonly<Record<string, string>>;
  /** Parts of the error object in the body. */
  readonly error: Readonly<Record<string, unknown>>;
  readonly hintMs: number | null;
};

const seconds = fc.constantFrom(0, 1, 2, 3, 5, 30, 61, 120, 3600);
/** What a server's own clock says: any, because only the difference counts. */
const sentAtMs = Date.UTC(2026, 2, 1, 8, 0, 0);
const date = new Date(sentAtMs).toUTCString();
const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

/** The three date forms of RFC 9110 §5.6.7. */
function dateForms(atMs: number): [string, string, string] {
  const at = new Date(atMs);
  const [day = "", dayOfMonth = "", month = "", year = "", time = ""] = at.toUTCString().split(" ");
  const rfc850 = `${days[at.getUTCDay()]}, ${dayOfMonth}-${month}-${year.slice(2)} ${time} GMT`;
  const asctime = `${day.slice(0, 3)} ${month} ${dayOfMonth.replace(/^0/, " ")} ${time} ${year}`;
  return [at.toUTCString(), rfc850, asctime];
}

function goDuration(sum: number): string {
  const [hours, minutes] = [Math.floor(sum / 3600), Math.floor((sum % 3600) / 60)];
  return `${hours > 0 ? `${hours}h` : ""}${minutes > 0 ? `${minutes}m` : ""}${sum % 60}s`;
}

type Form = (sum: number) => Omit<SaidHint, "hintMs">;

const inHeaders = (headers: Readonly<Record<string, string>>) => ({ headers, error: {} });
const soon = (sum: number) => new Date(sentAtMs + sum * 1000).toISOString();
const anthropic = (sum: number) => ({ "anthropic-ratelimit-tokens-reset": soon(sum), date });

/** Every form of R7, each by its name in the protocols. */
export const hintForms: Readonly<Record<string, Form>> = {
  "retry-after-ms": (sum) => inHeaders({ "retry-after-ms": String(sum * 1000), "retry-after": "7000" }),
  "retry-after in seconds": (sum) => inHeaders({ "retry-after": String(sum) }),
  "retry-after as IMF date": (sum) => inHeaders({ "retry-after": dateForms(sentAtMs + sum * 1000)[0], date }),
  "retry-after as RFC 850 date": (sum) => inHeaders({ "retry-after": dateForms(sentAtMs + sum * 1000)[1], date }),
  "retry-after as asctime date": (sum) => inHeaders({ "retry-after": dateForms(sentAtMs + sum * 1000)[2], date }),
  "OpenRouter availability": (sum) => ({ headers: {}, error: { availability: { retry_after: sum } } }),
  "OpenRouter resets_at": (sum) => ({ headers: { date }, error: { metadata: { resets_at: soon(sum) } } }),
  "anthropic reset": (sum) => inHeaders({ "anthropic-ratelimit-tokens-remaining": "0", ...anthropic(sum) }),
  "OpenAI reset": (sum) =>
    inHeaders({ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": goDuration(sum) }),
  "IETF RateLimit": (sum) => inHeaders({ ratelimit: `"default";r=0;t=${sum}` }),
  "IETF draft": (sum) => inHeaders({ ratelimit: `limit=10, remaining=0, reset=${sum}` }),
  "X-RateLimit-Reset in seconds": (sum) => inHeaders({ "x-ratelimit-reset": String(sum) }),
  "X-RateLimit-Reset in epoch s": (sum) => inHeaders({ "x-ratelimit-reset": String(sentAtMs / 1000 + sum), date }),
  "X-RateLimit-Reset in epoch ms": (sum) => inHeaders({ "x-ratelimit-reset": String(sentAtMs + sum * 1000), date }),
  text: (sum) => ({ headers: {}, error: { message: `Slow down. Please try again in ${goDuration(sum)}.` } }),
};

export const saidHint: fc.Arbitrary<SaidHint> = fc
  .record({ form: fc.constantFrom(...Object.values(hintForms)), sum: seconds })
  .map(({ form, sum }) => ({ ...form(sum), hintMs: sum * 1000 }));

const nothingSaid: SaidHint = { headers: {}, error: {}, hintMs: null };

/** As often as not a server says nothing. */
export const maybeHint = fc.oneof(fc.constant(nothingSaid), saidHint);
