async def events_of(response: httpx.Response) -> AsyncIterator[str]:
    """The data of each server-sent event. Bytes are split, because str.splitlines() splits JSON at U+2028 too."""
    rest, data = b"", []
    async for chunk in response.aiter_bytes():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            line = line.rstrip(b"\r")
            if line.startswith(b"data:"):
                data.append(line[5:].strip())
            elif not line and data:
                yield b"\n".join(data).decode("utf-8", "replace")
                data = []


def parsed(text: Union[str, bytes]) -> Any:
    """The JSON of a text, or None where it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


async def next_of(pieces: AsyncGenerator[Piece, None], within_s: float) -> Piece:
    """Or TimeoutError. Before Python 3.12 asyncio.wait_for loses a cancellation that comes together with a piece."""
    step = asyncio.ensure_future(pieces.__anext__())
    try:
        await asyncio.wait({step}, timeout=within_s)
        if not step.done():
            raise asyncio.TimeoutError
        return step.result()
    finally:
        step.cancel()
        await asyncio.gather(step, return_exceptions=True)


@dataclass
class Reading:
    """One answer as far as it has come."""

    text: str = ""
    finish: Optional[str] = None
    # Some servers say a finish with each piece: whether more came after the last one, and after any.
    goes_on: bool = False
    went_on: bool = False
    usage: Usage = Usage()
    cost_usd: Optional[float] = None
    unreadable: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether only the end of the stream is missing."""
        return self.finish is not None and not self.goes_on

    def take(self, piece: Piece) -> None:
        self.text += piece.text
        if self.finish is not None and (piece.text or piece.thinking):
            self.goes_on = self.went_on = True
        if piece.finish:
            self.goes_on = False
        self.finish = piece.finish or self.finish
        # Counts only grow, and may come in several parts.
        self.usage = Usage(*(max(pair) for pair in zip(piece.usage, self.usage)))
        if piece.cost_usd is not None:
            self.cost_usd = piece.cost_usd

    def check(self) -> None:
        """An answer that was cut, filtered or is empty is none."""
        if self.finish is None:
            raise Failure("TIMEOUT", "The stream was cut before its end.")
        if self.finish == "refused":
            raise Failure("CONTENT_POLICY", "The model or its filter refused to answer.")
        if self.finish == "error":
            raise Failure("SERVER", "It ended the answer with an error.")
        if not self.text and self.finish == "length":
            raise Failure("EMPTY", "All tokens were spent on thinking. Raise max_tokens.", may_retry=False)
        if not self.text:
            raise Failure("EMPTY", "It answered without any text.")

    def price(self, model: ModelConfig) -> Optional[float]:
        """In USD: what the provider charged, else tokens times price, else None for unknown."""
        if self.cost_usd is not None:
            return self.cost_usd
        per_input, per_output = model.cost_per_1k_input, model.cost_per_1k_output
        if self.finish is None or not any(self.usage) or per_input is None or per_output is None:
            return None
        per_cached = per_input if model.cost_per_1k_cached is None else model.cost_per_1k_cached
        uncached = self.usage.input - self.usage.cached
        return (uncached * per_input + self.usage.cached * per_cached + self.usage.output * per_output) / 1000


def piece_of(data: str, dialect: Dialect, reading: Reading) -> Piece:
    """What an event says; raises the Failure that it reports."""
    if data == "[DONE]":
        # Who ends an answer without giving a reason has finished it all the same.
        return Piece(finish=reading.finish or "stop")
    event = parsed(data)
    if event is None:
        reading.unreadable += 1
        if reading.unreadable > MOST_UNREADABLE:
            raise Failure("TIMEOUT", "Its stream could not be read.")
        return Piece()
    if dig(event, "error") or dig(event, "type") == "error":
        raise refusal(200, {}, event)
    return dialect.read(event)


