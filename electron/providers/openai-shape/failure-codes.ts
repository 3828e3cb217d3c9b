import type { FailureClass } from "#shared/failure.ts";

/** OpenRouter's `availability.code` where it decides alone (protocols.md §7). The rest leaves it to type and status. */
export const classOfAvailability: Readonly<Record<string, FailureClass>> = {
  no_endpoints: "MODEL_GONE",
  model_not_found: "MODEL_GONE",
  wrong_endpoint: "MODEL_GONE",
  model_deprecated: "MODEL_GONE",
  free_variant_ended: "MODEL_GONE",
  // Restrictions hold for this model only, so they must not read as AUTH, which would cool the whole account.
  region_restricted: "MODEL_GONE",
  privacy_restricted: "MODEL_GONE",
  constraint_filtered: "MODEL_GONE",
  // Over soon, whatever the status: read as a 404, a model would be gone for ten minutes and more.
  model_unavailable_upstream: "SERVER",
  temporarily_unavailable: "SERVER",
};

/** `metadata.limit_source` of OpenRouter's 402 and 429. */
export const classOfLimitSource: Readonly<Record<string, FailureClass>> = {
  openrouter_credits: "BILLING",
  openrouter_key_limit: "BILLING",
  openrouter_in_flight_budget: "RATE_LIMIT",
  openrouter_free_tier_daily: "QUOTA_DAY",
};

/** `metadata.error_type`, `error.code` and `error.type` of OpenRouter, OpenAI and compatible servers, in that order. */
export const classOfCode: Readonly<Record<string, FailureClass>> = {
  // OpenRouter's error_type.
  token_limit_exceeded: "CONTEXT_LENGTH",
  string_too_long: "CONTEXT_LENGTH",
  max_tokens_exceeded: "UNSUPPORTED",
  invalid_request: "BAD_REQUEST",
  invalid_prompt: "BAD_REQUEST",
  precondition_failed: "BAD_REQUEST",
  unprocessable: "BAD_REQUEST",
  payload_too_large: "UNSUPPORTED",
  refusal: "CONTENT_POLICY",
  authentication: "AUTH",
  permission_denied: "AUTH",
  payment_required: "BILLING",
  not_found: "MODEL_GONE",
  server: "SERVER",
  unmapped: "SERVER",
  provider_unavailable: "SERVER",
  provider_overloaded: "SERVER",
  timeout: "SERVER",
  // OpenAI's code and type.
  invalid_api_key: "AUTH",
  unsupported_country_region_territory: "AUTH",
  request_forbidden: "AUTH",
  unsupported_parameter: "UNSUPPORTED",
  unsupported_value: "UNSUPPORTED",
  context_length_exceeded: "CONTEXT_LENGTH",
  content_policy_violation: "CONTENT_POLICY",
  content_filter: "CONTENT_POLICY",
  moderation_blocked: "CONTENT_POLICY",
  // Of the Responses API, inside a stream without a status of its own.
  bio_policy: "CONTENT_POLICY",
  misalignment_policy_violation: "CONTENT_POLICY",
  image_content_policy_violation: "CONTENT_POLICY",
  data_residency_mismatch: "UNSUPPORTED",
  invalid_image: "BAD_REQUEST",
  invalid_image_format: "BAD_REQUEST",
  invalid_base64_image: "BAD_REQUEST",
  invalid_image_url: "BAD_REQUEST",
  invalid_image_mode: "BAD_REQUEST",
  image_too_large: "BAD_REQUEST",
  image_too_small: "BAD_REQUEST",
  image_parse_error: "BAD_REQUEST",
  image_file_too_large: "BAD_REQUEST",
  image_file_not_found: "BAD_REQUEST",
  empty_image_file: "BAD_REQUEST",
  failed_to_download_image: "BAD_REQUEST",
  unsupported_image_media_type: "UNSUPPORTED",
  model_not_found: "MODEL_GONE",
  rate_limit_exceeded: "RATE_LIMIT",
  slow_down: "RATE_LIMIT",
  insufficient_quota: "BILLING",
  credit_balance_exhausted: "BILLING",
  organization_spend_limit_exceeded: "BILLING",
  project_spend_limit_exceeded: "BILLING",
  organization_usage_limit_exceeded: "BILLING",
  billing_hard_limit_reached: "BILLING",
  billing_not_active: "BILLING",
  server_is_overloaded: "SERVER",
  server_error: "SERVER",
  service_unavailable_error: "SERVER",
  // Compatible servers.
  "1300": "RATE_LIMIT",
  rate_limited: "RATE_LIMIT",
  rate_limit_error: "RATE_LIMIT",
  model_decommissioned: "MODEL_GONE",
  not_found_error: "MODEL_GONE",
  notfounderror: "MODEL_GONE",
  exceed_context_size_error: "CONTEXT_LENGTH",
  capacity_exceeded: "SERVER",
  unavailable_error: "SERVER",
  overloaded_error: "SERVER",
  api_error: "SERVER",
  timeout_error: "SERVER",
  authentication_error: "AUTH",
  permission_error: "AUTH",
  billing_error: "BILLING",
  badrequesterror: "BAD_REQUEST",
};

/**
 * Context overflow in words (end of protocols.md §8), for servers without a code for it. The last two are a newer vLLM's
 * and the one that Together says with a 403, which else would read as a refused key [inferred].
 */
export const contextOverflow =
  /prompt is too long|exceeds the context window|maximum context length (?:is|of) [\d,]+|input token count.*exceeds the maximum|maximum prompt length is [\d,]+|reduce the length of the messages|too large for model with [\d,]+ maximum context length|longer than the model's context length|greater than the context length|exceeds the available context size|prompt too long; exceeded (?:max )?context length|longer than the maximum model length|inputs` tokens \+ `max_new_tokens` must be/is;

/** A text that speaks of a rate is none of overflow, whatever else it says. */
export const ratherARate = /rate limit|too many requests/i;

/** What a refused request means where only its words say so. None of these is worth a retry on the same link. */
export const refusalWords: readonly { readonly pattern: RegExp; readonly class: FailureClass }[] = [
  { pattern: /(?:incorrect|invalid|missing) api key|api key (?:is )?(?:not valid|invalid|expired)/i, class: "AUTH" },
  {
    pattern: /credit balance|insufficient (?:credits?|balance|funds)|(?:any|all available) credits/i,
    class: "BILLING",
  },
  { pattern: /not a valid model id|model .{0,100}(?:does not exist|has been decommissioned)/i, class: "MODEL_GONE" },
  { pattern: /content (?:management )?policy|flagged by moderation/i, class: "CONTENT_POLICY" },
  // The last is Ollama's word for an image that it was given as an address (protocols.md §3).
  { pattern: /unsupported|(?:is|are) not supported|does not support|invalid image input/i, class: "UNSUPPORTED" },
];
