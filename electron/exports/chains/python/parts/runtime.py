AFTER_FINISH_S = 3
IDLE_WHILE_THINKING_S = 60
LONGEST_RESTART = 1500  # characters; a longer draft is not taken back
LONGEST_RETRY_PAUSE_S = 3
MOST_UNREADABLE = 3

# Seconds that a failure cools its model: at first, and at most. It doubles with each failure in a row.
COOLDOWNS = {
    "RATE_LIMIT": (10, 300),
    "QUOTA_DAY": (3600, 86400),
    "BILLING": (300, 3600),
    "AUTH": (60, 900),
    "MODEL_GONE": (600, 86400),
    "SERVER": (6, 15),
    "NETWORK": (3, 15),
    "TIMEOUT": (10, 60),
}
WHOLE_PROVIDER = {"BILLING", "AUTH", "NETWORK"}  # these cool all models of their provider
COOLS_AT_SECOND = {"SERVER", "NETWORK"}  # one failure alone may be chance


class Failure(Exception):
    """Why a link did not answer. hint_s is how long the server asks to wait; was_asked is False without a request."""

    def __init__(
        self, kind: str, message: str, hint_s: Optional[float] = None, may_retry: bool = True, was_asked: bool = True
    ) -> None:
        super().__init__(message)
        self.kind, self.hint_s, self.may_retry, self.was_asked = kind, hint_s, may_retry, was_asked


@dataclass
class RateLimitState:
    """What is known of the limits of one model, or of a whole provider."""

    consecutive_errors: int = 0
    limited_at: float = 0.0  # time.monotonic()
    retry_after_s: float = 0.0
    is_hard: bool = False  # the server itself named the time, so it is never undercut

    @property
    def is_limited(self) -> bool:
        return time.monotonic() < self.limited_at + self.retry_after_s

    def note(self, failure: Failure) -> None:
        self.consecutive_errors += 1
        level = self.consecutive_errors - (2 if failure.kind in COOLS_AT_SECOND else 1)
        if level < 0:
            return
        base, cap = COOLDOWNS[failure.kind]
        # Spread, so that many programs do not come back in the same moment.
        soft_s = min(cap, base * 2 ** min(level, 16)) * random.uniform(0.75, 1)
        self.limited_at = time.monotonic()
        self.retry_after_s = max(failure.hint_s or 0, soft_s)
        self.is_hard = failure.hint_s is not None


@dataclass
class Attempt:
    """One request to a link. cost_usd is None where nobody knows it."""

    link: str
    text: str = ""
    failure: Optional[Failure] = None
    was_accepted: bool = False
    cost_usd: Optional[float] = 0.0
    seconds: float = 0.0


@dataclass(frozen=True)
class Text:
    """The next piece of the answer."""

    text: str


@dataclass(frozen=True)
class Reset:
    """The stream was cut: drop the text so far, the next link answers from the beginning."""


@dataclass(frozen=True)
class Answer:
    """The whole answer, which link gave it, and all requests that it took."""

    text: str
    link: str
    attempts: Sequence[Attempt]

    @property
    def cost_usd(self) -> Optional[float]:
        """Of all attempts together; None where one of them is not known."""
        costs = [attempt.cost_usd for attempt in self.attempts]
        return None if None in costs else sum(cost for cost in costs if cost is not None)


Event = Union[Text, Reset, Answer]


class ChainError(Exception):
    """No link answered. attempts tells why, in order; links that cool down were not asked."""

    def __init__(self, chain: str, attempts: Sequence[Attempt]) -> None:
        told = "; ".join(f"{one.link}: {one.failure.kind}, {one.failure}" for one in attempts if one.failure)
        super().__init__(f"The chain {chain!r} did not answer. {told or 'All its links are cooling down.'}")
        self.attempts = attempts


class Usage(NamedTuple):
    """Tokens; the cached ones are part of the input."""

    input: int = 0
    cached: int = 0
    output: int = 0


@dataclass(frozen=True)
class Piece:
    """What one event of a stream says."""

    text: str = ""
    thinking: str = ""
    finish: Optional[str] = None  # "stop", "length", "refused" or "error"
    usage: Usage = Usage()
    cost_usd: Optional[float] = None  # where the provider says what it charged


class Dialect(Protocol):
    """How a kind of provider is asked, and how its events are read."""

    def request(self, model: ModelConfig, provider: Provider, messages: Sequence[Message]) -> Tuple[str, Body]:
        """The path after the base URL, and the body."""

    def headers(self, key: str) -> Dict[str, str]: ...

    def read(self, event: Any) -> Piece: ...


