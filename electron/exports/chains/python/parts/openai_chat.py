class OpenAiChat:
    """Chat Completions, as OpenAI, OpenRouter and compatible servers speak them."""

    FINISHES = {"length": "length", "content_filter": "refused", "refusal": "refused", "error": "error"}

    def request(self, model: ModelConfig, provider: Provider, messages: Sequence[Message]) -> Tuple[str, Body]:
        body = {"model": model.model_id, "messages": list(messages), "stream": True, **model.extra}
        body[model.max_tokens_field] = model.max_tokens
        if model.temperature is not None:
            body["temperature"] = model.temperature
        if provider.stream_usage:
            body["stream_options"] = {"include_usage": True}
        return "/chat/completions", body

    def headers(self, key: str) -> Dict[str, str]:
        return {"authorization": f"Bearer {key}"}

    def read(self, event: Any) -> Piece:
        choice = dig(event, "choices", 0)
        delta = dig(choice, "delta")
        finish = text_at(choice, "finish_reason")
        usage = dig(event, "usage")
        return Piece(
            text=text_at(delta, "content") or text_at(delta, "refusal"),
            thinking=text_at(delta, "reasoning") or text_at(delta, "reasoning_content"),
            finish=self.FINISHES.get(finish, "stop") if finish else None,
            usage=Usage(
                count_at(usage, "prompt_tokens"),
                count_at(usage, "prompt_tokens_details", "cached_tokens"),
                count_at(usage, "completion_tokens"),
            ),
            cost_usd=self.charged(usage),
        )

    def charged(self, usage: Any) -> Optional[float]:
        """What OpenRouter says it took. With a key of one's own at the upstream provider, that one bills the rest."""
        cost_usd, upstream_usd = dig(usage, "cost"), dig(usage, "cost_details", "upstream_inference_cost")
        if not isinstance(cost_usd, (int, float)):
            return None
        bills_rest = dig(usage, "is_byok") and isinstance(upstream_usd, (int, float))
        return float(cost_usd + upstream_usd) if bills_rest else float(cost_usd)


