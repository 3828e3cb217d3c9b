import type { Adapter } from "#electron/manager/dependencies.ts";
import { readAnthropicFailure } from "./failure.ts";
import { readAnthropicModels } from "./models.ts";
import { anthropicChatRequest, anthropicKeyTestRequest, anthropicModelsRequest } from "./request.ts";
import { newAnthropicReader } from "./stream.ts";

/** The Messages API of Anthropic (protocols.md §5). */
export const anthropicMessages: Adapter = {
  dialect: "anthropic-messages",
  chatRequest: anthropicChatRequest,
  reader: newAnthropicReader,
  readFailure: readAnthropicFailure,
  keyTestRequest: anthropicKeyTestRequest,
  modelsRequest: anthropicModelsRequest,
  readModels: readAnthropicModels,
};
