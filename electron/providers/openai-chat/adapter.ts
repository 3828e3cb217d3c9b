import type { Adapter } from "#electron/manager/dependencies.ts";
import { readChatFailure } from "./failure.ts";
import { readChatModels } from "./models.ts";
import { chatRequest, keyTestRequest, modelsRequest } from "./request.ts";
import { newChatReader } from "./stream.ts";

/** Chat Completions of OpenAI, OpenRouter and OpenAI-compatible servers (protocols.md §4, §7, §8). */
export const openAiChat: Adapter = {
  dialect: "openai-chat",
  chatRequest,
  reader: newChatReader,
  readFailure: readChatFailure,
  keyTestRequest,
  modelsRequest,
  readModels: readChatModels,
};
