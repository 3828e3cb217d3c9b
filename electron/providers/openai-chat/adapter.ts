import type { Adapter } from "#electron/manager/dependencies.ts";
import { keyTestRequest, modelsRequest } from "#electron/providers/openai-shape/endpoints.ts";
import { readOpenAiFailure } from "#electron/providers/openai-shape/failure.ts";
import { readChatModels } from "#electron/providers/openai-shape/models.ts";
import { readAccount } from "./account.ts";
import { generationLookup } from "./generation.ts";
import { chatRequest } from "./request.ts";
import { newChatReader } from "./stream.ts";

/** Chat Completions of OpenAI, OpenRouter and OpenAI-compatible servers (protocols.md §4, §7, §8). */
export const openAiChat: Adapter = {
  dialect: "openai-chat",
  chatRequest,
  reader: newChatReader,
  readFailure: readOpenAiFailure,
  keyTestRequest,
  modelsRequest,
  readModels: readChatModels,
  costLookup: generationLookup,
  readAccount,
};
