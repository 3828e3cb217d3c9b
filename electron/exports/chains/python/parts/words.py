Body = Dict[str, Any]
Message = Dict[str, str]  # {"role": "system" | "user" | "assistant", "content": "…"}

# After these failures the next link is tried. CONTENT_POLICY and BAD_REQUEST would fail there too.
FALL_THROUGH = frozenset(
    "RATE_LIMIT QUOTA_DAY BILLING AUTH MODEL_GONE SERVER NETWORK TIMEOUT EMPTY CONTEXT_LENGTH UNSUPPORTED".split()
)


@dataclass(frozen=True)
class Provider:
    """An endpoint with its own key. BASE_URL variables replace its address, for a proxy or a test."""

    name: str
    dialect: str
    base_url: str
    base_url_variable: str
    key_variable: str
    key_optional: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)  # with each request
    stream_usage: bool = True  # False where usage comes unasked


@dataclass(frozen=True)
class ModelConfig:
    """One link of a chain. Costs are USD per 1,000 tokens: None is unknown, 0 is free. Times are in seconds."""

    name: str
    provider: str
    model_id: str
    max_tokens: int = 2000
    temperature: Optional[float] = None  # None where the model takes none
    cost_per_1k_input: Optional[float] = None
    cost_per_1k_output: Optional[float] = None
    cost_per_1k_cached: Optional[float] = None  # None: as much as other input
    retries: int = 1  # how often the same link is asked once more where that can help
    connect_s: float = 5
    first_content_s: float = 12
    last_hope_first_content_s: float = 60  # where no other link could take over
    idle_s: float = 15
    total_s: float = 600
    fall_through: FrozenSet[str] = FALL_THROUGH
    dialect: Optional[str] = None  # None: as its provider
    max_tokens_field: str = "max_completion_tokens"
    extra: Mapping[str, Any] = field(default_factory=dict)  # what else its requests say


@dataclass(frozen=True)
class Chain:
    links: Sequence[ModelConfig]
    # A stream that is cut after it showed text: the next link starts over, or the failure is final.
    on_mid_stream: str = "restart"


