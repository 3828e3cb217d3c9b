/** The look of a page of ours, in both themes and on paper. Its hash stands in the page's policy. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --canvas: light-dark(#fafaf8, #161618);
  --surface: light-dark(#ffffff, #1b1b1e);
  --well: light-dark(#f5f5f2, #222226);
  --line: light-dark(#e5e5e0, #2c2c31);
  --ink: light-dark(#1c1c1a, #ededef);
  --ink-2: light-dark(#54544e, #b6b6bc);
  --accent: light-dark(#3553de, #4d6bee);
  --accent-mid: light-dark(#aebbf5, #39468c);
  --wait: light-dark(#dcdcd6, #3a3a40);
  --bad: light-dark(#cf3a2e, #e0564b);
  --bad-ink: light-dark(#ae241a, #ff938a);
  --ok-ink: light-dark(#17693c, #66cc92);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 32px 24px 64px;
  max-width: 960px;
  background: var(--canvas);
  color: var(--ink);
  font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
h1 { margin: 0 0 4px; font-size: 22px; line-height: 1.3; overflow-wrap: anywhere; }
h2 { margin: 0; font-size: 16px; overflow-wrap: anywhere; }
h3 { margin: 16px 0 6px; font-size: 12px; font-weight: 600; color: var(--ink-2); }
p { margin: 0; }
.sub { color: var(--ink-2); }
.bad { color: var(--bad-ink); }
.ok { color: var(--ok-ink); }
.card {
  margin-top: 20px;
  padding: 16px;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 8px;
}
.head { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; }
.head h2 { flex: 1 1 auto; }
pre {
  margin: 8px 0 0;
  padding: 12px;
  background: var(--well);
  border-radius: 6px;
  font: 12.5px/1.55 ui-monospace, "Cascadia Mono", "Liberation Mono", Menlo, Consolas, monospace;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  unicode-bidi: isolate;
}
summary { margin-top: 12px; cursor: pointer; color: var(--ink-2); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 12.5px; }
th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { font-weight: 500; color: var(--ink-2); white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
.bars { display: block; width: 100%; height: auto; margin-top: 12px; }
.track { fill: var(--well); }
.wait { fill: var(--wait); }
.think { fill: var(--accent-mid); }
.live { fill: var(--accent); }
.lost { fill: var(--bad); }
.foot { margin-top: 32px; font-size: 12px; color: var(--ink-2); }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; background: none; }
  .card { break-inside: auto; border-color: #bbb; }
  .head, tr, .bars { break-inside: avoid; }
  .bars rect { print-color-adjust: exact; }
}
`;
