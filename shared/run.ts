import type { Link, Target } from "./chain.ts";
import type { Failure, FailureClass } from "./failure.ts";
import type { Price } from "./model.ts";
import type { ColumnOverrides, ImageInfo, PromptImage, PromptTemplate } from "./prompt.ts";
import type { RepeatPlan } from "./repeat.ts";
import type { Cost, Usage } from "./usage.ts";

/** A column of a conversation; its history is its own runs. */
export type Column = { readonly id: string; readonly target: Target; readonly overrides?: ColumnOverrides };

/** Prompts in a row. A single prompt is a conversation of one. */
export type Conversation = {
  readonly id: string;
  readonly title: string;
  readonly createdAtMs: number;
  readonly columns: readonly Column[];
  /** The system prompt of every column that sets none of its own; absent where there is none. May hold `{{names}}`. */
  readonly system?: string;
};

/** One prompt to N targets. */
export type Comparison = {
  readonly id: string;
  readonly conversationId: string;
  readonly sessionId: string;
  /** As it was sent, variables filled in. */
  readonly prompt: string;
  /** As it was sent, variables filled in; absent where there was none. */
  readonly system?: string;
  /** Only where the prompt was written with variables. */
  readonly template?: PromptTemplate;
  readonly images?: readonly ImageInfo[];
  /** Only where it is asked again and again; with rows, the two texts still hold the variables that the rows fill. */
  readonly repeat?: RepeatPlan;
  /**
   * The comparison of the same conversation that this one follows; absent for a first prompt. A prompt that was edited
   * and sent again follows what the edited one followed, so that its columns do not read the replaced answers.
   */
  readonly followsId?: string;
  /** Epoch ms of Send. */
  readonly startedAtMs: number;
  readonly isDemo: boolean;
  /** The program that asked through the gateway; absent where it was this window. */
  readonly client?: string;
};

/** One prompt as it is sent: with its variables filled in, and how it was written. */
export type ComparisonFields = {
  readonly comparisonId: string;
  readonly conversationId: string;
  readonly prompt: string;
  readonly system?: string;
  readonly template?: PromptTemplate;
  readonly images?: readonly PromptImage[];
  readonly followsId?: string;
};

export type RunStatus = "starting" | "queued" | "waiting" | "running" | "done" | "failed" | "stopped" | "interrupted";

export type AttemptKind = "first" | "retry" | "probe" | "restart" | "skip";

export type AttemptStatus = "running" | "answered" | "failed" | "stopped" | "skipped";

/** Native reason beside the neutral one (protocols.md §1). */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "refusal" | "error" | "other";

/** What is known of an attempt when it starts. Times are ms since the run's Send, on the monotonic clock. */
export type AttemptStart = {
  readonly id: string;
  readonly linkIndex: number;
  readonly providerId: string;
  readonly modelId: string;
  readonly kind: AttemptKind;
  readonly startMs: number;
  /** How long this attempt was held back before it started (queue, retry delay, cooldown), in ms. */
  readonly waitedMs: number;
  /** The price that this attempt is billed by, frozen at its start; null where unknown. */
  readonly price: Price | null;
  /** Input tokens by a rule of thumb: what a crash leaves is estimated from them. Absent for a skip and in older rows. */
  readonly promptTokens?: number;
  /** The most that this attempt can cost, set aside in the budgets until it is over; absent where no price is known. */
  readonly reservedNanoUsd?: number;
};

/** What is known of an attempt when it ends. */
export type AttemptEnd = {
  readonly status: Exclude<AttemptStatus, "running">;
  readonly endMs: number;
  /** First text of the answer, as against reasoning. */
  readonly firstAnswerMs: number | null;
  readonly lastContentMs: number | null;
  readonly finish: FinishReason | null;
  readonly nativeFinish: string | null;
  readonly failure: Failure | null;
  readonly usage: Usage | null;
  readonly cost: Cost;
  /** Only where the provider reported the cost: what the frozen price makes of the same tokens, where both are known. */
  readonly computedNanoUsd?: number;
  /** Only where another model than the asked one served: the price that billed it, frozen at the start like the first. */
  readonly price?: Price | null;
  readonly modelServed: string | null;
  readonly upstreamProvider: string | null;
  readonly generationId: string | null;
  /** Malformed stream events that were skipped (engine.md R16). */
  readonly malformedEvents: number;
};

/** One HTTP request, or one link that was skipped without a request (engine.md R21). */
export type Attempt = AttemptStart &
  Omit<AttemptEnd, "status" | "endMs"> & {
    readonly status: AttemptStatus;
    readonly endMs: number | null;
    /** When the connection was ready; equal to `startMs` where one was open already. */
    readonly connectedMs: number | null;
    readonly headersMs: number | null;
    readonly httpStatus: number | null;
    readonly firstContentMs: number | null;
    /** Text that was shown and then taken back by a reset (engine.md R17). */
    readonly droppedText: string;
  };

/** One column's answer. */
export type Run = {
  readonly id: string;
  readonly comparisonId: string;
  readonly columnId: string;
  readonly target: Target;
  /** The target's name when the run began; it stays when the chain is renamed. */
  readonly title: string;
  readonly isDemo: boolean;
  readonly status: RunStatus;
  /** The span of spend that it is counted in; absent in older rows, which count in their comparison's. */
  readonly sessionId?: string;
  /** Epoch ms. */
  readonly startedAtMs: number;
  /** Ms since startedAtMs; null while it runs. */
  readonly endMs: number | null;
  /** What the run may try, in order, as it was when the run began. */
  readonly links: readonly Link[];
  /** What its column set for itself when it was sent. */
  readonly overrides?: ColumnOverrides;
  /** Which round of a repeated comparison it is, from 0; absent for any other run. */
  readonly round?: number;
  readonly text: string;
  readonly reasoning: string;
  readonly attempts: readonly Attempt[];
  readonly waiting: Waiting | null;
  /** The attempt whose text this is; null until one answers. */
  readonly answeredBy: string | null;
  readonly failure: Failure | null;
};

/** Why a run stands still, with a countdown. */
export type Waiting = {
  readonly linkIndex: number;
  readonly class: FailureClass;
  /** Ms since the run's Send, when it goes on by itself. */
  readonly untilMs: number;
  /** Another request is finding out whether the provider is back: when it has, nobody knows, and `untilMs` only looks. */
  readonly isProbed?: boolean;
};

/** Id and name come with the first piece of a call only. */
export type ToolPiece = { readonly index: number; readonly id: string | null; readonly name: string | null };

export type RunEvent =
  | {
      readonly type: "run-started";
      readonly run: Pick<
        Run,
        | "id"
        | "comparisonId"
        | "columnId"
        | "target"
        | "title"
        | "isDemo"
        | "startedAtMs"
        | "links"
        | "overrides"
        | "round"
        | "sessionId"
      >;
    }
  | { readonly type: "queued"; readonly runId: string; readonly atMs: number }
  | { readonly type: "waiting"; readonly runId: string; readonly atMs: number; readonly waiting: Waiting }
  | { readonly type: "attempt-started"; readonly runId: string; readonly attempt: AttemptStart }
  | {
      readonly type: "attempt-headers";
      readonly runId: string;
      readonly attemptId: string;
      readonly connectedMs: number;
      readonly atMs: number;
      readonly httpStatus: number;
    }
  | {
      readonly type: "delta";
      readonly runId: string;
      readonly attemptId: string;
      readonly atMs: number;
      readonly channel: "text" | "reasoning" | "tool";
      readonly text: string;
      /** Of the channel `tool`: which call the text, a piece of its arguments, belongs to. */
      readonly tool?: ToolPiece;
    }
  | { readonly type: "reset"; readonly runId: string; readonly attemptId: string; readonly atMs: number }
  | { readonly type: "attempt-ended"; readonly runId: string; readonly attemptId: string; readonly end: AttemptEnd }
  | { readonly type: "skipped"; readonly runId: string; readonly attempt: AttemptStart; readonly failure: Failure }
  /** What an attempt cost was learned after it ended, also after the run's end (the look-up of an aborted answer). */
  | {
      readonly type: "cost-found";
      readonly runId: string;
      readonly attemptId: string;
      /** Null where the provider told the cost alone. */
      readonly usage: Usage | null;
      readonly cost: Cost;
      /** As in `AttemptEnd`. */
      readonly computedNanoUsd?: number;
      readonly upstreamProvider: string | null;
    }
  | {
      readonly type: "run-ended";
      readonly runId: string;
      readonly atMs: number;
      readonly status: "done" | "failed" | "stopped" | "interrupted";
      readonly answeredBy: string | null;
      readonly failure: Failure | null;
    };

export function runIdOf(event: RunEvent): string {
  return event.type === "run-started" ? event.run.id : event.runId;
}
