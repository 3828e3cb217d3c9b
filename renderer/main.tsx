import { CSPProvider } from "@base-ui/react/csp-provider";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect } from "./actions/connect.ts";
import { App } from "./app.tsx";
import { createIpcPort } from "./bridge/ipc-port.ts";
import { createSocketPort } from "./bridge/socket-port.ts";
import { takeToken } from "./bridge/token.ts";
import "./styles/tokens.css";
import "./styles/density.css";
import "./styles/base.css";

const preload = window.understudy;
connect(
  preload === undefined
    ? createSocketPort({
        token: takeToken(window),
        openSocket: () => new WebSocket(new URL("/socket", window.location.href.replace(/^http/, "ws"))),
      })
    : createIpcPort(preload),
);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <App />
    </CSPProvider>
  </StrictMode>,
);
