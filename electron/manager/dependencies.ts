import type { Link } from "#shared/chain.ts";
import type { FailureClass } from "#shared/failure.ts";
import type { Dialect, ModelInfo, Price, Provider } from "#shared/model.ts";
import type { Effort, Overrides, Prompt } from "#shared/prompt.ts";
import type { ProviderAccount } from "#shared/provider-state.ts";
import type { FinishReason, ToolPiece } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";

/**
 * What the engine needs of the world. The engine owns these interfaces; `compose.ts` joins them to real parts and
 * tests to a fake clock and a scripted transport.
 */

/** Two clocks: the monotonic one measures, the wall clock dates (engine.md R11). */
export type Clock = {
  /** Ms, never goes back. */
  monotonicMs(): number;
  epochMs(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
};

export type HttpRequest = {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** Lower-case names. Holds the key: never logged, never sent to the window. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

export type HttpResponse = {
  readonly status: number;
  /** Ms from `open` until the connection was ready; 0 where one was kept from before. */
  readonly connectMs: number;
  /** Lower-case names; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Decoded bytes, then at most one failure as the last item where the connection was lost, aborted or a size cap
   * was passed. Never throws. Leaving the iteration early closes the socket.
   */
  readonly body: AsyncIterable<BodyItem>;
};

export type BodyItem =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "failure"; readonly failure: TransportFailure };

/** Why no answer arrived, or why it broke off. */
export type TransportFailure = {
  readonly reason:
    | "aborted"
    | "connect-timeout"
    | "tls"
    /** The proxy refused, could not be reached, or asks for a name and a password. */
    | "proxy"
    | "refused"
    | "reset"
    | "dns"
    | "unreachable"
    /** The name means an address that no provider can have. */
    | "blocked"
    | "redirect"
    | "too-large"
    | "protocol";
  /** The system's own code, as in ECONNREFUSED. */
  readonly code: string | null;
  /** Not yet redacted. */
  readonly message: string;
};

export type Opened =
  | { readonly kind: "response"; readonly response: HttpResponse }
  | { readonly kind: "failure"; readonly failure: TransportFailure };

/** The one network client. Follows no redirect, retries nothing, keeps no time but `connectTimeoutMs`. */
export type Transport = {
  /** Resolves when the headers are there or cannot come. Never rejects; an aborted signal closes the socket at once. */
  open(request: HttpRequest, options: { signal: AbortSignal; connectTimeoutMs: number }): Promise<Opened>;
};

/** One thing an SSE stream said (protocols.md §2). */
export type SseItem =
  | { readonly kind: "event"; readonly name: string | null; readonly data: string }
  /** Liveness only. */
  | { readonly kind: "comment" }
  /**
   * A line that is no SSE field: Gemini's raw JSON error, llama.cpp's `error:` field. One that begins with `data` stands
   * for a line or event over 8 MiB, after which nothing more comes.
   */
  | { readonly kind: "stray"; readonly line: string };

/** Turns bytes into items. One per response. `end` hands out what was still pending at the end of the stream. */
export type SseReader = { push(bytes: Uint8Array): SseItem[]; end(): SseItem[] };

/** What an adapter makes of a stream. */
export type Part =
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  /** `text` is a piece of the call's arguments, empty where the piece only names the call. */
  | { readonly type: "tool-delta"; readonly text: string; readonly tool?: ToolPiece }
  /** Replaces what was said of usage before. `reportedCostUsd` is what the provider says it charged, else null. */
  | { readonly type: "usage"; readonly usage: Usage; readonly reportedCostUsd: number | null }
  | { readonly type: "finish"; readonly reason: FinishReason; readonly native: string | null }
  /** Facts about who served; later ones add to earlier ones. */
  | {
      readonly type: "served";
      readonly model: string | null;
      readonly upstreamProvider: string | null;
      readonly generationId: string | null;
    }
  /** An event that could not be read; skipped and counted (engine.md R16). */
  | { readonly type: "malformed" }
  /** The provider reports a failure inside a 200. */
  | { readonly type: "failure"; readonly failure: ProviderFailure }
  /** The stream's own terminator arrived; what follows is ignored. */
  | { readonly type: "terminated" };

/** Which limit a provider's failure speaks of (engine.md R1, R3). */
export type ScopeHint = "origin" | "account" | "free" | "model";

/** What a provider's error body says, read by its dialect. */
export type ProviderFailure = {
  /** Null where the body has no code that decides: then the status does. */
  readonly class: FailureClass | null;
  readonly status: number | null;
  readonly code: string | null;
  /** The provider's words, not yet redacted nor cut. Empty where it said nothing. */
  readonly message: string;
  /** From the body only, in ms; headers are read by the engine (engine.md R7). */
  readonly bodyHintMs: number | null;
  readonly scope: ScopeHint | null;
  /** The provider says outright whether the same link may be tried again (engine.md R5). */
  readonly retryable: boolean | null;
  /** A field that was refused and without which the request may be sent again (protocols.md §8). */
  readonly refusedField?: OptionalField;
};

/** Fields that a request can do without where a server refuses them. */
export type OptionalField = "stream_options" | "reasoning-summary";

export type ChatRequest = {
  readonly provider: Provider;
  readonly key: string | null;
  readonly link: Link;
  readonly prompt: Prompt;
  /** What the sender set over the link's settings. */
  readonly overrides: Overrides;
  /** What this provider's model refused before. */
  readonly omit: readonly OptionalField[];
};

/** What decides the dialect of a request, where a provider speaks more than one. */
export type DialectQuestion = { readonly modelId: string; readonly prompt: Prompt; readonly overrides: Overrides };

/** Reads one answer of a dialect. One per response, whatever its content type. */
export type AnswerReader = {
  /** For text/event-stream. */
  push(item: SseItem): Part[];
  /** At the end of the stream: what can only be known then. */
  end(): Part[];
  /** For a JSON answer to a streaming request (protocols.md §2 rule 7); `body` is the whole text. */
  json(body: string): Part[];
};

export type AdapterResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The pure code that speaks one dialect: bytes and values, no sockets. */
export type Adapter = {
  readonly dialect: Dialect;
  chatRequest(request: ChatRequest): HttpRequest;
  reader(): AnswerReader;
  /** Total: any status, any body. */
  readFailure(response: AdapterResponse): ProviderFailure;
  /** The provider's cheapest endpoint that proves a key (protocols.md §10). */
  keyTestRequest(provider: Provider, key: string | null): HttpRequest;
  /** One page of the model list. `pageToken` is what `readModels` gave as `next`. */
  modelsRequest(provider: Provider, key: string | null, pageToken: string | null): HttpRequest;
  /** Models that answer chat prompts; throws a SyntaxError where the body is no model list. */
  readModels(provider: Provider, body: string, nowMs: number): { models: ModelInfo[]; next: string | null };
  /** Where a provider tells later what an aborted answer cost (OpenRouter); absent elsewhere. */
  readonly costLookup?: CostLookup;
  /** What the answer to the key test says of the account; null where it says nothing. Absent where none ever does. */
  readAccount?(provider: Provider, body: string): ProviderAccount | null;
};

/** Asks what one generation cost. */
export type CostLookup = {
  /** Names the generation before its first event does; null where the headers do not. Names are lower-case. */
  generationId(headers: Readonly<Record<string, string>>): string | null;
  /** Null where this provider has no such endpoint, though others of its dialect do. */
  request(provider: Provider, key: string | null, generationId: string): HttpRequest | null;
  /** The body of a 2xx; total. Null where the cost is not known yet. `usage` is null where it tells the cost alone. */
  read(body: string): { usage: Usage | null; costUsd: number; upstreamProvider: string | null } | null;
};

/** Everything the engine knows about a provider at the moment of a send. */
export type ProviderAccess =
  | {
      readonly kind: "ready";
      readonly provider: Provider;
      /** Speaks the provider's main dialect: key tests and model lists. */
      readonly adapter: Adapter;
      /** Speaks the dialect that a prompt needs, where the provider has more than one. */
      readonly adapterFor: (question: DialectQuestion) => Adapter;
      readonly key: string | null;
      /** Names the key without holding it, for limit scopes (engine.md R1). */
      readonly keyFingerprint: string;
    }
  /** `reason` is null where the demo servers could not be started, which has nothing to do with a key. */
  | { readonly kind: "unavailable"; readonly reason: "no-key" | "key-store" | null; readonly message: string };

/** Finds providers with their keys. Reads the keychain, so it is asynchronous and may take up to 5 s. */
export type ProviderDirectory = {
  /** A run stays with what it began with, whatever the switch says by now: the demo servers or the real providers. */
  access(providerId: string, isDemo: boolean): Promise<ProviderAccess>;
  /** Shown in messages; the id itself where the provider is gone. */
  nameOf(providerId: string): string;
};

/** What a model can do and costs, as known now. */
export type ModelFacts = {
  readonly contextTokens: number | null;
  readonly reasons: boolean;
  readonly isFree: boolean;
  /** Null where it is not known. */
  readonly takesImages: boolean | null;
  /** Whether an image may be sent as an address that the provider fetches itself. Null where it is not known. */
  readonly takesImageUrls: boolean | null;
  /** Whether the model can call tools. Null where it is not known. */
  readonly takesTools: boolean | null;
};

export type Catalog = {
  /** Display name; the model id itself where no list knows it. */
  nameOf(providerId: string, modelId: string): string;
  /** With the effort that is asked for, where one is: it decides whether the model thinks. */
  facts(providerId: string, modelId: string, effort?: Effort): ModelFacts;
  /** In the order of engine.md R22 without the link's own price; null where unknown. */
  price(providerId: string, modelId: string, atEpochMs: number): Price | null;
};

export type Ids = { next(): string };

/** Removes keys from text (security.md finding 2). */
export type Redact = (text: string) => string;
