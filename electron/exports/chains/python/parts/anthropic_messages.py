class AnthropicMessages:
    """Anthropic's Messages API."""

    FINISHES = {"max_tokens": "length", "model_context_window_exceeded": "length", "refusal": "refused"}

    def request(self, model: ModelConfig, provider: Provider, messages: Sequence[Message]) -> Tuple[str, Body]:
        turns = [message for message in messages if message["role"] != "system"]
        body = {"model": model.model_id, "messages": turns, "stream": True, **model.extra}
        body["max_tokens"] = model.max_tokens
        system = "\n\n".join(message["content"] for message in messages if message["role"] == "system")
        if system:
            body["system"] = system
        if model.temperature is not None:
            body["temperature"] = model.temperature
        return "/v1/messages", body

    def headers(self, key: str) -> Dict[str, str]:
        return {"x-api-key": key, "anthropic-version": "2023-06-01"}

    def read(self, event: Any) -> Piece:
        if dig(event, "type") == "content_block_delta":
            return Piece(text=text_at(event, "delta", "text"), thinking=text_at(event, "delta", "thinking"))
        stop = text_at(event, "delta", "stop_reason")
        # message_start tells the input, message_delta the output, and the input once more.
        usage = dig(event, "message", "usage") or dig(event, "usage")
        cached = count_at(usage, "cache_read_input_tokens")
        return Piece(
            finish=self.FINISHES.get(stop, "stop") if stop else None,
            usage=Usage(count_at(usage, "input_tokens") + cached, cached, count_at(usage, "output_tokens")),
        )


