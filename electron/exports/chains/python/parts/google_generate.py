class GoogleGenerate:
    """Google's generateContent."""

    FINISHES = {"STOP": "stop", "OTHER": "stop", "MAX_TOKENS": "length", "MALFORMED_RESPONSE": "error"}

    def request(self, model: ModelConfig, provider: Provider, messages: Sequence[Message]) -> Tuple[str, Body]:
        config: Body = {**model.extra, "maxOutputTokens": model.max_tokens}
        if model.temperature is not None:
            config["temperature"] = model.temperature
        turns = [message for message in messages if message["role"] != "system"]
        body: Body = {
            "contents": [
                {"role": "model" if turn["role"] == "assistant" else "user", "parts": [{"text": turn["content"]}]}
                for turn in turns
            ],
            "generationConfig": config,
        }
        system = "\n\n".join(message["content"] for message in messages if message["role"] == "system")
        if system:
            body["systemInstruction"] = {"parts": [{"text": system}]}
        return f"/v1beta/models/{quote(model.model_id, safe='')}:streamGenerateContent?alt=sse", body

    def headers(self, key: str) -> Dict[str, str]:
        return {"x-goog-api-key": key}

    def read(self, event: Any) -> Piece:
        blocked = text_at(event, "promptFeedback", "blockReason")
        if blocked:
            raise Failure("CONTENT_POLICY", f"The prompt was blocked ({blocked}).")
        finish = text_at(event, "candidates", 0, "finishReason")
        usage = dig(event, "usageMetadata")
        parts = dig(event, "candidates", 0, "content", "parts") or []
        return Piece(
            text="".join(text_at(part, "text") for part in parts if not dig(part, "thought")),
            thinking="".join(text_at(part, "text") for part in parts if dig(part, "thought")),
            finish=self.FINISHES.get(finish, "refused") if finish else None,
            usage=Usage(
                count_at(usage, "promptTokenCount"),
                count_at(usage, "cachedContentTokenCount"),
                # Thoughts are billed as output, and counted apart from it.
                count_at(usage, "candidatesTokenCount") + count_at(usage, "thoughtsTokenCount"),
            ),
        )


