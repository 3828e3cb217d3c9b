class ModelManager:
    """Asks the links of a chain in order until one answers. Keep one: it remembers who is cooling down."""

    def __init__(self, client: Optional[httpx.AsyncClient] = None) -> None:
        self.client = client or httpx.AsyncClient()
        self.limits: Dict[str, RateLimitState] = {}

    async def __aenter__(self) -> ModelManager:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.aclose()

    async def complete(self, chain_name: str, messages: Sequence[Message]) -> Answer:
        """The whole answer. Raises ChainError where no link answers."""
        async for event in self.stream(chain_name, messages):
            if isinstance(event, Answer):
                return event
        raise AssertionError("A stream ends with an answer or an error.")

    async def stream(self, chain_name: str, messages: Sequence[Message]) -> AsyncIterator[Event]:
        """Text as it comes, a Reset where another link starts over, the Answer at the end; or ChainError."""
        chain = CHAINS[chain_name]
        waiting = list(chain.links)
        attempts: List[Attempt] = []
        has_restarted = False
        while True:
            model = self._take_next(waiting)
            if model is None:
                raise ChainError(chain_name, attempts)
            if attempts and attempts[-1].text:
                has_restarted = True
                yield Reset()
            try:
                has_next = "TIMEOUT" in model.fall_through and not all(map(self._limits_of, waiting))
                async for text in self._try(model, messages, has_next, attempts):
                    yield Text(text)
            except Failure as failure:
                shown = attempts[-1].text
                may_restart = chain.on_mid_stream == "restart" and not has_restarted and len(shown) <= LONGEST_RESTART
                # A link without a key is passed over, whatever its rules say of a key that is refused.
                leads_on = failure.kind in model.fall_through or not failure.was_asked
                if not leads_on or (shown and not may_restart):
                    raise ChainError(chain_name, attempts) from failure
            else:
                yield Answer(attempts[-1].text, model.name, attempts)
                return

    async def _try(
        self, model: ModelConfig, messages: Sequence[Message], has_next: bool, attempts: List[Attempt]
    ) -> AsyncIterator[str]:
        """One link, asked once more where that can help; never after text was shown. Raises its Failure."""
        for retries_left in range(model.retries, -1, -1):
            attempt = Attempt(model.name)
            attempts.append(attempt)
            try:
                async for text in self._ask(model, messages, has_next, attempt):
                    attempt.text += text
                    yield text
                self._forget(model)
                return
            except Failure as failure:
                log.warning("%s did not answer: %s: %s", model.name, failure.kind, failure)
                attempt.failure = failure
                self._note(model, failure)
                pause_s = pause_before_retry(failure)
                if attempt.text or pause_s is None or retries_left == 0:
                    raise
            await asyncio.sleep(pause_s)

    async def _ask(
        self, model: ModelConfig, messages: Sequence[Message], has_next: bool, attempt: Attempt
    ) -> AsyncIterator[str]:
        """One request, within its deadlines. Only content moves them: pings and empty events do not."""
        reading = Reading()
        pieces = self._pieces(model, messages, attempt, reading)
        started = time.monotonic()
        due = started + (model.first_content_s if has_next else model.last_hope_first_content_s)
        try:
            while True:
                left_s = min(due, started + model.total_s) - time.monotonic()
                try:
                    piece = await next_of(pieces, max(left_s, 0))
                except StopAsyncIteration:
                    break
                except asyncio.TimeoutError:
                    if reading.is_whole:
                        break
                    raise Failure("TIMEOUT", "It was silent for too long, or took too long in all.") from None
                reading.take(piece)
                if piece.thinking:
                    due = time.monotonic() + max(model.idle_s, IDLE_WHILE_THINKING_S)
                if piece.text:
                    yield piece.text
                    # Only from here on: whoever reads slowly is not the server's fault.
                    due = time.monotonic() + model.idle_s
                if piece.finish:
                    pause_s = max(model.idle_s, AFTER_FINISH_S) if reading.went_on else AFTER_FINISH_S
                    due = time.monotonic() + pause_s
            reading.check()
        finally:
            await pieces.aclose()
            attempt.seconds = time.monotonic() - started
            attempt.cost_usd = reading.price(model) if attempt.was_accepted else 0.0

    async def _pieces(
        self, model: ModelConfig, messages: Sequence[Message], attempt: Attempt, reading: Reading
    ) -> AsyncGenerator[Piece, None]:
        """The request itself: what its events say, or the Failure that its status or its connection means."""
        provider = PROVIDERS[model.provider]
        dialect = DIALECTS[model.dialect or provider.dialect]
        key = os.environ.get(provider.key_variable, "")
        if not key and not provider.key_optional:
            raise Failure("AUTH", f"{provider.key_variable} is not set.", was_asked=False)
        path, body = dialect.request(model, provider, messages)
        request = self.client.build_request(
            "POST",
            (os.environ.get(provider.base_url_variable) or provider.base_url).rstrip("/") + path,
            json=body,
            headers={**provider.headers, **(dialect.headers(key) if key else {})},
            # Of the deadlines only this one is the client's: reading is timed by content, not by bytes.
            timeout=httpx.Timeout(None, connect=model.connect_s),
        )
        try:
            response = await self.client.send(request, stream=True)
            try:
                if response.status_code != 200 or "text/event-stream" not in response.headers.get("content-type", ""):
                    raise refusal(response.status_code, response.headers, parsed(await response.aread()))
                attempt.was_accepted = True
                async for data in events_of(response):
                    yield piece_of(data, dialect, reading)
            finally:
                await response.aclose()
        except httpx.ConnectTimeout as error:
            raise Failure("TIMEOUT", f"It took longer than {model.connect_s:g} s to connect.") from error
        except httpx.RequestError as error:
            if not reading.is_whole:
                kind = "TIMEOUT" if attempt.was_accepted else "NETWORK"
                raise Failure(kind, f"The connection was lost ({type(error).__name__}).") from error

    def _take_next(self, waiting: List[ModelConfig]) -> Optional[ModelConfig]:
        """The first that is free; else the first whose cooldown is only a guess of ours. A server's word holds."""
        free = [model for model in waiting if not self._limits_of(model)]
        guessed = [model for model in waiting if not any(limit.is_hard for limit in self._limits_of(model))]
        model = next(iter(free + guessed), None)
        if model is not None:
            waiting.remove(model)
        return model

    def _limits_of(self, model: ModelConfig) -> List[RateLimitState]:
        scopes = (model.provider, f"{model.provider}/{model.model_id}")
        return [self.limits[scope] for scope in scopes if scope in self.limits and self.limits[scope].is_limited]

    def _note(self, model: ModelConfig, failure: Failure) -> None:
        if failure.was_asked and failure.kind in COOLDOWNS:
            scope = model.provider if failure.kind in WHOLE_PROVIDER else f"{model.provider}/{model.model_id}"
            self.limits.setdefault(scope, RateLimitState()).note(failure)

    def _forget(self, model: ModelConfig) -> None:
        for scope in (model.provider, f"{model.provider}/{model.model_id}"):
            self.limits.pop(scope, None)


