/** How often a property is tried: few times in every run, many in `npm run test:soak`. */
export function runsOf(normal: number, soak: number): number {
  return process.env.UNDERSTUDY_SOAK === "1" ? soak : normal;
}
