import { fork } from "node:child_process";

/** Asks a key process something, prints its pid while the question is on its way, and waits to be killed. */
const [, , entry = ""] = process.argv;
const child = fork(entry, [], { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
child.send({ id: 1, operation: "get", account: "test|https://nobody.test" });
child.once("message", () => process.stderr.write("the keychain answered, and should hang\n"));
setTimeout(() => process.stdout.write(`${child.pid}\n`), 800);
