import { fork } from "node:child_process";

/** Prints the pid of the key process it started, once that answers, and waits to be killed. */
const [, , entry = ""] = process.argv;
const child = fork(entry, [], { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
child.once("message", () => process.stdout.write(`${child.pid}\n`));
child.send({ id: 1, operation: "get", account: "test|https://nobody.test" });
