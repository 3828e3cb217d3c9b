def dig(value: Any, *path: Any) -> Any:
    """The value at a path of keys and indexes, or None where there is nothing."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def text_at(value: Any, *path: Any) -> str:
    """Servers leave fields out, or send another kind of value; neither may break the reading."""
    found = dig(value, *path)
    return found if isinstance(found, str) else ""


def count_at(value: Any, *path: Any) -> int:
    found = dig(value, *path)
    return found if isinstance(found, int) else 0


BY_STATUS = {
    401: "AUTH",
    402: "BILLING",
    403: "AUTH",
    404: "MODEL_GONE",
    408: "SERVER",
    409: "SERVER",
    410: "MODEL_GONE",
    413: "UNSUPPORTED",
    415: "UNSUPPORTED",
    429: "RATE_LIMIT",
    498: "SERVER",
}

# Codes and words of the providers for what their status alone does not tell. The first that matches holds.
SIGNS = [
    ("CONTENT_POLICY", r'"flagged_input"|content.(management.)?policy|content_filter|moderation'),
    ("QUOTA_DAY", r"free-models-per-day|free_tier_daily|PerDay"),
    ("BILLING", r"insufficient_quota|billing|credit balance|insufficient (credits|balance|funds)|spend_limit"),
    ("AUTH", r"invalid_api_key|api.key.(not.valid|invalid|expired)|incorrect api key|authentication|permission"),
    ("AUTH", r"unsupported_country|location is not supported"),
    ("CONTEXT_LENGTH", r"context.(length|window|size)|(prompt|input).*too long|input token count.*exceeds"),
    ("MODEL_GONE", r"model_not_found|no_endpoints|model_deprecated|not a valid model|does not exist|decommissioned"),
    ("UNSUPPORTED", r"unsupported|not supported|does not support"),
]
# Inside a stream there is no status, so that codes have to tell these as well.
SIGNS_IN_STREAM = [
    *SIGNS,
    ("RATE_LIMIT", r"rate.?limit|RESOURCE_EXHAUSTED"),
    ("BAD_REQUEST", r"invalid_request|invalid_prompt|INVALID_ARGUMENT"),
]


def class_of(status: int, said: str) -> str:
    """The class of a failure, by the status (200 inside a stream) and the provider's own words."""
    by_status = BY_STATUS.get(status, "SERVER" if status >= 500 or status == 200 else "BAD_REQUEST")
    if status >= 500 or status in (401, 408, 409, 413, 415):
        return by_status
    signs = SIGNS_IN_STREAM if status == 200 else SIGNS
    return next((kind for kind, pattern in signs if re.search(pattern, said, re.IGNORECASE)), by_status)


def hint_in(headers: Mapping[str, str], said: str) -> Optional[float]:
    """How many seconds the server asks to wait, in a header or in its words."""
    milliseconds, after = headers.get("retry-after-ms", ""), headers.get("retry-after", "")
    date = parsedate_tz(after)
    reset = headers.get("x-ratelimit-reset", "")  # OpenRouter's, in milliseconds since 1970
    in_words = re.search(r'"(?:retryDelay|retry_after)": ?"?(\d+(?:\.\d+)?)', said)
    if re.fullmatch(r"\d+(\.\d+)?", milliseconds):
        hint_s = float(milliseconds) / 1000
    elif re.fullmatch(r"\d+(\.\d+)?", after):
        hint_s = float(after)
    elif date is not None:
        hint_s = mktime_tz(date) - time.time()
    elif in_words:
        hint_s = float(in_words.group(1))
    elif re.fullmatch(r"\d{13}", reset):
        hint_s = int(reset) / 1000 - time.time()
    else:
        return None
    return min(max(hint_s, 0.0), 86400.0)


def refusal(status: int, headers: Mapping[str, str], answer: Any) -> Failure:
    """What an answer without content means: a status that is not 200, or an error inside a stream."""
    error = dig(answer, 0, "error") or dig(answer, "error") or answer
    code = dig(error, "code")
    if status == 200 and isinstance(code, int) and 400 <= code < 600:
        status = code
    said = json.dumps(error)
    message = text_at(error, "message") or f"It answered {status} without a reason."
    return Failure(class_of(status, said), message[:200], hint_in(headers, said))


def pause_before_retry(failure: Failure) -> Optional[float]:
    """Seconds to wait before the same link is asked once more, or None where that is no use."""
    if not failure.may_retry or (failure.hint_s or 0) > LONGEST_RETRY_PAUSE_S:
        return None
    if failure.kind == "RATE_LIMIT":
        return failure.hint_s
    if failure.kind in ("SERVER", "EMPTY"):
        return failure.hint_s or random.uniform(0, 0.25)
    return 0.0 if failure.kind == "NETWORK" else None


