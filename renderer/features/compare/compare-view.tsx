import { Page } from "#renderer/parts/page.tsx";

export function CompareView() {
  return <Page title="Compare">{null}</Page>;
}
