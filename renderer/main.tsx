import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "./actions/connect.ts";
import { reportError, watchErrors } from "./actions/report-errors.ts";
import { App } from "./app.tsx";
import { createIpcPort } from "./bridge/ipc-port.ts";
import type { Port } from "./bridge/port.ts";
import { createSocketPort } from "./bridge/socket-port.ts";
import { takeToken } from "./bridge/token.ts";
import { WindowFailed } from "./features/shell/view-failed.tsx";
import { onCaught } from "./ui/caught.ts";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import "./styles/tokens.css";
import "./styles/density.css";
import "./styles/base.css";

watchErrors();
onCaught((error) => reportError("drawing", error));
const preload = window.understudy;
connect(preload === undefined ? portOfTab() : createIpcPort(preload));

function portOfTab(): Port {
  const port = createSocketPort({
    token: () => takeToken(window),
    openSocket: () => new WebSocket(new URL("/socket", window.location.href.replace(/^http/, "ws"))),
  });
  // The address of a new start that is opened in this tab loads no page: it differs in its token alone.
  window.addEventListener("hashchange", () => {
    takeToken(window);
    port.reconnect();
  });
  return port;
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ErrorBoundary what="window" fallback={(tryAgain) => <WindowFailed tryAgain={tryAgain} />}>
        <App />
      </ErrorBoundary>
    </CSPProvider>
  </StrictMode>,
);
