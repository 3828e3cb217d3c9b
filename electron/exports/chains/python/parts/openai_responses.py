class OpenAiResponses:
    """OpenAI's Responses API, for its models that think."""

    def request(self, model: ModelConfig, provider: Provider, messages: Sequence[Message]) -> Tuple[str, Body]:
        body = {"model": model.model_id, "input": list(messages), "stream": True, "store": False, **model.extra}
        body["max_output_tokens"] = model.max_tokens
        return "/responses", body

    def headers(self, key: str) -> Dict[str, str]:
        return {"authorization": f"Bearer {key}"}

    def read(self, event: Any) -> Piece:
        kind, delta, response = text_at(event, "type"), text_at(event, "delta"), dig(event, "response")
        if kind in ("response.output_text.delta", "response.refusal.delta"):
            return Piece(text=delta)
        if kind in ("response.reasoning_summary_text.delta", "response.reasoning_text.delta"):
            return Piece(thinking=delta)
        if kind == "response.failed":
            raise refusal(200, {}, response)
        if kind not in ("response.completed", "response.incomplete"):
            return Piece()
        reason = text_at(response, "incomplete_details", "reason")
        usage = dig(response, "usage")
        return Piece(
            finish={"max_output_tokens": "length", "content_filter": "refused"}.get(reason, "stop"),
            usage=Usage(
                count_at(usage, "input_tokens"),
                count_at(usage, "input_tokens_details", "cached_tokens"),
                count_at(usage, "output_tokens"),
            ),
        )


