/**
 * What a page can try with a server: each gives what it could read, or null. They run in the attacker's page, so each
 * uses nothing from outside itself. `origin` is empty for the page's own.
 */
export type Attack = (origin: string) => Promise<string | null>;

const request: Attack = async (origin) => {
  const response = await fetch(`${origin}/`);
  return `${response.status} ${await response.text()}`;
};

const preflighted: Attack = async (origin) => {
  const headers = { "content-type": "application/json", authorization: "Bearer guess" };
  const response = await fetch(`${origin}/v1/chat/completions`, { method: "POST", headers, body: "{}" });
  return `${response.status} ${await response.text()}`;
};

/** What a form can send, too: no browser asks before. */
const simple: Attack = async (origin) => {
  const body = JSON.stringify({ id: 1, method: "gateway.turnOff", input: {} });
  const response = await fetch(`${origin}/socket`, { method: "POST", headers: { "content-type": "text/plain" }, body });
  return `${response.status} ${await response.text()}`;
};

const opaque: Attack = async (origin) => {
  const response = await fetch(`${origin}/index.html`, { mode: "no-cors", credentials: "include" });
  const text = await response.text();
  return text === "" ? null : `${response.status} ${text}`;
};

const xhr: Attack = (origin) =>
  new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.onloadend = () => resolve(asked.status === 0 ? null : `${asked.status} ${asked.responseText}`);
    asked.open("GET", `${origin}/`);
    asked.send();
  });

const socket: Attack = (origin) =>
  new Promise((resolve) => {
    const opened = new WebSocket(`${(origin || location.origin).replace("http", "ws")}/socket`);
    opened.onopen = () => resolve("200 open");
    opened.onerror = () => resolve(null);
  });

const socketWithToken: Attack = (origin) =>
  new Promise((resolve) => {
    const opened = new WebSocket(`${(origin || location.origin).replace("http", "ws")}/socket?token=guess`, ["guess"]);
    opened.onopen = () => resolve("200 open");
    opened.onerror = () => resolve(null);
  });

const events: Attack = (origin) =>
  new Promise((resolve) => {
    const source = new EventSource(`${origin}/`);
    const end = (said: string | null) => {
      source.close();
      resolve(said);
    };
    source.onopen = () => end("200 open");
    source.onerror = () => end(null);
  });

const script: Attack = (origin) =>
  new Promise((resolve) => {
    const element = document.createElement("script");
    element.src = `${origin}/`;
    element.onload = () => resolve("200 loaded");
    element.onerror = () => resolve(null);
    document.head.append(element);
  });

const image: Attack = (origin) =>
  new Promise((resolve) => {
    const element = new Image();
    element.onload = () => resolve(`200 ${element.width}`);
    element.onerror = () => resolve(null);
    element.src = `${origin}/favicon.svg`;
  });

const frame: Attack = (origin) =>
  new Promise((resolve) => {
    const element = document.createElement("iframe");
    element.onload = () => resolve(element.contentDocument?.body.textContent || null);
    element.src = `${origin}/`;
    document.body.append(element);
  });

const form: Attack = (origin) =>
  new Promise((resolve) => {
    const sink = document.createElement("iframe");
    sink.name = `sink ${origin}`;
    const sent = document.createElement("form");
    Object.assign(sent, { method: "post", action: `${origin}/socket`, enctype: "text/plain", target: sink.name });
    const field = document.createElement("input");
    field.name = '{"id":1,"method":"gateway.turnOff","input":{},"x":"';
    field.value = '"}';
    sent.append(field);
    document.body.append(sink, sent);
    sink.onload = () => resolve(sink.contentDocument?.body.textContent || null);
    sent.submit();
  });

const popup: Attack = async (origin) => {
  const opened = window.open(`${origin || location.origin}/`);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const text = opened?.document?.body?.textContent;
  opened?.close();
  return text || null;
};

/** Nothing comes back from it: what it does is seen in the program. */
const beacon: Attack = async (origin) => {
  navigator.sendBeacon(`${origin}/socket`, '{"id":1,"method":"gateway.turnOff","input":{}}');
  return null;
};

export const attacks: Readonly<Record<string, Attack>> = {
  "a request": request,
  "a request with headers": preflighted,
  "a request as of a form": simple,
  "no-cors": opaque,
  XMLHttpRequest: xhr,
  WebSocket: socket,
  "WebSocket with a token": socketWithToken,
  EventSource: events,
  "a script": script,
  "an image": image,
  "a frame": frame,
  "a form": form,
  "a popup": popup,
  "a beacon": beacon,
};
