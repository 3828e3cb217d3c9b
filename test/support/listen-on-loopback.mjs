// Preloaded into a program of others that listens on every address of the computer: it listens on loopback alone, at a
// port that is free, and says which.
import { Server } from "node:net";

const { listen } = Server.prototype;
Server.prototype.listen = function listenOnLoopback(...given) {
  const done = given.find((one) => typeof one === "function");
  return listen.call(this, { port: 0, host: "127.0.0.1" }, () => {
    console.log(`listening on ${this.address().port}`);
    done?.();
  });
};
