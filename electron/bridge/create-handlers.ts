import { appHandlers } from "./handlers/app.ts";
import { archiveHandlers } from "./handlers/archive.ts";
import { attemptHandlers } from "./handlers/attempt.ts";
import { budgetHandlers } from "./handlers/budget.ts";
import { chainHandlers } from "./handlers/chain.ts";
import { columnSetHandlers } from "./handlers/column-set.ts";
import { comparisonHandlers } from "./handlers/comparison.ts";
import { conversationHandlers } from "./handlers/conversation.ts";
import type { HandlerDependencies } from "./handlers/dependencies.ts";
import { diagnosticsHandlers } from "./handlers/diagnostics.ts";
import { drillHandlers } from "./handlers/drill.ts";
import { exportHandlers } from "./handlers/export.ts";
import { gatewayHandlers } from "./handlers/gateway.ts";
import { historyHandlers } from "./handlers/history.ts";
import { importHandlers } from "./handlers/import.ts";
import { keyHandlers } from "./handlers/key.ts";
import { linkHandlers } from "./handlers/link.ts";
import { modelsHandlers } from "./handlers/models.ts";
import { priceHandlers } from "./handlers/price.ts";
import { providerHandlers } from "./handlers/provider.ts";
import { repeatHandlers } from "./handlers/repeat.ts";
import { sessionHandlers } from "./handlers/session.ts";
import { settingsHandlers } from "./handlers/settings.ts";
import { spendHandlers } from "./handlers/spend.ts";
import { tokensHandlers } from "./handlers/tokens.ts";
import type { Handlers } from "./router.ts";

/** Every method of the contract; the compiler counts them. */
export function createHandlers(dependencies: HandlerDependencies): Handlers {
  return {
    ...appHandlers(dependencies),
    ...comparisonHandlers(dependencies),
    ...repeatHandlers(dependencies),
    ...conversationHandlers(dependencies),
    ...historyHandlers(dependencies),
    ...columnSetHandlers(dependencies),
    ...attemptHandlers(dependencies),
    ...chainHandlers(dependencies),
    ...drillHandlers(dependencies),
    ...providerHandlers(dependencies),
    ...keyHandlers(dependencies),
    ...modelsHandlers(dependencies),
    ...priceHandlers(dependencies),
    ...settingsHandlers(dependencies),
    ...budgetHandlers(dependencies),
    ...tokensHandlers(dependencies),
    ...gatewayHandlers(dependencies),
    ...linkHandlers(dependencies),
    ...diagnosticsHandlers(dependencies),
    ...exportHandlers(dependencies),
    ...importHandlers(dependencies),
    ...archiveHandlers(dependencies),
    ...sessionHandlers(dependencies),
    ...spendHandlers(dependencies),
  };
}
