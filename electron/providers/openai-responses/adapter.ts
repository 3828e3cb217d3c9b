import type { Adapter } from "#electron/manager/dependencies.ts";
import { keyTestRequest, modelsRequest } from "#electron/providers/openai-shape/endpoints.ts";
import { readOpenAiFailure } from "#electron/providers/openai-shape/failure.ts";
import { readChatModels } from "#electron/providers/openai-shape/models.ts";
import { responsesRequest } from "./request.ts";
import { newResponsesReader } from "./stream.ts";

/** OpenAI's Responses API, the only one that shows what its models think (protocols.md §4). */
export const openAiResponses: Adapter = {
  dialect: "openai-responses",
  chatRequest: responsesRequest,
  reader: newResponsesReader,
  readFailure: readOpenAiFailure,
  keyTestRequest,
  modelsRequest,
  readModels: readChatModels,
};
