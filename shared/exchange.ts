/** What was sent for one attempt and what came back, keys replaced by the name of a variable (`$OPENAI_API_KEY`). */
export type Exchange = {
  readonly attemptId: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** Without the bytes of its images: a note in words stands in their place. Empty where there was none. */
    readonly body: string;
    /** Bytes that are left out at the end because the request was too long to be kept whole. */
    readonly omittedBytes: number;
    /** Images whose bytes are left out. */
    readonly omittedImages: number;
  };
  /** Null where nothing came back. */
  readonly response: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** As it arrived: a JSON body or an event stream. */
    readonly body: string;
    /** Bytes that are left out at the end because the answer was too long to be kept whole. */
    readonly omittedBytes: number;
  } | null;
};
