import { call } from "#renderer/bridge/host.ts";
import { showProblem } from "./problem.ts";

export async function dismissNotice(id: string): Promise<void> {
  const answer = await call("notice.dismiss", { id });
  if (!answer.ok) showProblem(answer.failure.message);
}

export async function retryKeychain(): Promise<void> {
  const answer = await call("keychain.retry", {});
  if (!answer.ok) showProblem(`The keychain was not asked. ${answer.failure.message}`);
}
