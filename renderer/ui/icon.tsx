import type { ReactNode } from "react";

/** The paths of the icons on a 16 px grid, drawn with a 1.5 stroke; `fill` marks the few filled shapes. */
const paths = {
  bolt: (
    <>
      <path d="M8.9 1.9 3.4 8.8h4.2l-.6 5.3 5.6-7H8.4z" />
    </>
  ),
  chain: (
    <>
      <circle cx="4" cy="3.8" r="1.8" />
      <circle cx="12" cy="12.2" r="1.8" />
      <path d="M4 5.6v4.1a2.5 2.5 0 0 0 2.5 2.5h3.7" />
    </>
  ),
  check: (
    <>
      <path d="m3.2 8.5 3.2 3.2 6.4-7" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  code: (
    <>
      <path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5" />
    </>
  ),
  columns: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.8" />
      <path d="M6 3v10M10 3v10" />
    </>
  ),
  compose: (
    <>
      <path d="M8.5 3h-4A1.5 1.5 0 0 0 3 4.5v7A1.5 1.5 0 0 0 4.5 13h7a1.5 1.5 0 0 0 1.5-1.5v-4" />
      <path d="m6.8 9.2.5-2.1L12 2.4 13.6 4 8.9 8.7z" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.6" />
      <path d="M10.5 5.5V4a1.5 1.5 0 0 0-1.5-1.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  cut: (
    <>
      <circle cx="4.2" cy="4.3" r="1.7" />
      <circle cx="4.2" cy="11.7" r="1.7" />
      <path d="m5.6 5.3 8 6.7M5.6 10.7l8-6.7" />
    </>
  ),
  doc: (
    <>
      <path d="M9.5 2.5H5A1.5 1.5 0 0 0 3.5 4v8A1.5 1.5 0 0 0 5 13.5h6a1.5 1.5 0 0 0 1.5-1.5V5.5zM9.5 2.5v3h3" />
    </>
  ),
  down: (
    <>
      <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
    </>
  ),
  fail: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  fall: (
    <>
      <path d="M3 3v5.2a2.5 2.5 0 0 0 2.5 2.5H12M9.4 7.9l2.8 2.8-2.8 2.8" />
    </>
  ),
  filter: (
    <>
      <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />
    </>
  ),
  gateway: (
    <>
      <rect x="5.5" y="4.5" width="5" height="7" rx="1.2" />
      <path d="M1.5 8h4M10.5 8h4M8 2v2.5M8 11.5V14" />
    </>
  ),
  grip: (
    <>
      <g className="fill">
        <circle cx="6" cy="4" r="1.1" />
        <circle cx="10" cy="4" r="1.1" />
        <circle cx="6" cy="8" r="1.1" />
        <circle cx="10" cy="8" r="1.1" />
        <circle cx="6" cy="12" r="1.1" />
        <circle cx="10" cy="12" r="1.1" />
      </g>
    </>
  ),
  history: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  image: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1.8" />
      <circle cx="6" cy="6.4" r="1.1" />
      <path d="m3 11.5 3.2-2.7 2 1.6 2.3-2.4 2.8 2.8" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 7.4v3.4" />
      <circle className="fill" cx="8" cy="5.2" r=".85" />
    </>
  ),
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="m7.2 8.8 6-6M10.6 5.4l2 2M8.8 7.2l1.2 1.2" />
    </>
  ),
  left: (
    <>
      <path d="M9.5 4.5 6 8l3.5 3.5" />
    </>
  ),
  live: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <circle className="fill" cx="8" cy="8" r="2.6" />
    </>
  ),
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.5" rx="1.6" />
      <path d="M5.4 7V5a2.6 2.6 0 0 1 5.2 0v2" />
    </>
  ),
  more: (
    <>
      <circle className="fill" cx="3.5" cy="8" r="1.2" />
      <circle className="fill" cx="8" cy="8" r="1.2" />
      <circle className="fill" cx="12.5" cy="8" r="1.2" />
    </>
  ),
  off: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m4 4 8 8" />
    </>
  ),
  ok: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="m5.4 8.3 1.8 1.8 3.4-4" />
    </>
  ),
  out: (
    <>
      <path d="M8 10V2.5M5 5.3l3-3 3 3M3 9.5v2.7a1.3 1.3 0 0 0 1.3 1.3h7.4a1.3 1.3 0 0 0 1.3-1.3V9.5" />
    </>
  ),
  panel: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.8" />
      <path d="M10 3v10" />
    </>
  ),
  pencil: (
    <>
      <path d="m10.6 3 2.4 2.4-7.4 7.4-3 .6.6-3z" />
    </>
  ),
  play: (
    <>
      <path className="fill" d="M5 3.4v9.2c0 .6.6.9 1.1.6l6.7-4.6a.7.7 0 0 0 0-1.2L6.1 2.8C5.6 2.5 5 2.8 5 3.4z" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3.2v9.6M3.2 8h9.6" />
    </>
  ),
  refresh: (
    <>
      <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v2.6h-2.6" />
    </>
  ),
  right: (
    <>
      <path d="M6.5 4.5 10 8l-3.5 3.5" />
    </>
  ),
  ring: (
    <>
      <circle cx="8" cy="8" r="5.75" />
    </>
  ),
  runs: (
    <>
      <path d="M3 12.5V10M5.5 12.5V6M8 12.5v-9M10.5 12.5V7M13 12.5v-2" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  send: (
    <>
      <path d="M8 13V3.2M3.8 7.4 8 3.2l4.2 4.2" />
    </>
  ),
  sliders: (
    <>
      <path d="M2.5 5H8M12 5h1.5M2.5 11H4M8 11h5.5" />
      <circle cx="10" cy="5" r="1.8" />
      <circle cx="6" cy="11" r="1.8" />
    </>
  ),
  spend: (
    <>
      <path d="M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6" />
    </>
  ),
  spin: (
    <>
      <path d="M8 2.25A5.75 5.75 0 1 1 2.25 8" />
    </>
  ),
  star: (
    <>
      <path d="m8 2.4 1.7 3.5 3.9.6-2.8 2.7.7 3.8L8 11.2 4.5 13l.7-3.8-2.8-2.7 3.9-.6z" />
    </>
  ),
  stop: (
    <>
      <rect className="fill" x="4" y="4" width="8" height="8" rx="1.5" />
    </>
  ),
  swap: (
    <>
      <path d="M2.5 5h11M11.3 2.8 13.5 5l-2.2 2.2M13.5 11h-11M4.7 8.8 2.5 11l2.2 2.2" />
    </>
  ),
  sync: (
    <>
      <path d="M5 2.5v11M2.8 11.3 5 13.5l2.2-2.2M11 13.5v-11M8.8 4.7 11 2.5l2.2 2.2" />
    </>
  ),
  timer: (
    <>
      <circle cx="8" cy="9" r="4.9" />
      <path d="M8 6.6V9l1.4 1M6.4 1.9h3.2" />
    </>
  ),
  trash: (
    <>
      <path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.3 4.5l.6 8a1 1 0 0 0 1 .9h4.2a1 1 0 0 0 1-.9l.6-8" />
    </>
  ),
  warn: (
    <>
      <path d="M7.1 2.9 1.9 11.8a1 1 0 0 0 .9 1.5h10.4a1 1 0 0 0 .9-1.5L8.9 2.9a1 1 0 0 0-1.8 0zM8 6.3v3" />
      <circle className="fill" cx="8" cy="11.2" r=".85" />
    </>
  ),
  wifi: (
    <>
      <path d="M2 6.5a8.7 8.7 0 0 1 12 0M4.2 9a5.5 5.5 0 0 1 7.6 0" />
      <circle className="fill" cx="8" cy="11.8" r="1.1" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof paths;

export type IconProps = {
  readonly name: IconName;
  /** 16, 14 or 12 px. */
  readonly size?: "m" | "s" | "xs";
  /** Any of the global colour words of base.css: ok, warn, bad, acc, dim; and spin. */
  readonly className?: string | undefined;
};

/** Decoration only: the word beside it, or the label of its button, says what it means. */
export function Icon({ name, size = "m", className = "" }: IconProps) {
  return (
    <svg className={`i ${size} ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
