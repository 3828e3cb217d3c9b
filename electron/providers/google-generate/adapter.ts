import type { Adapter } from "#electron/manager/dependencies.ts";
import { readGoogleFailure } from "./failure.ts";
import { readGoogleModels } from "./models.ts";
import { googleChatRequest, googleKeyTestRequest, googleModelsRequest } from "./request.ts";
import { newGoogleReader } from "./stream.ts";

/** The generateContent API of Google (protocols.md §6). */
export const googleGenerate: Adapter = {
  dialect: "google-generate",
  chatRequest: googleChatRequest,
  reader: newGoogleReader,
  readFailure: readGoogleFailure,
  keyTestRequest: googleKeyTestRequest,
  modelsRequest: googleModelsRequest,
  readModels: readGoogleModels,
};
