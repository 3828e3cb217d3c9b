/** Epoch ms of the midnight, by this computer's local time, that begins the day `daysBefore` the day of `epochMs`. */
export function localMidnight(epochMs: number, daysBefore = 0): number {
  const day = new Date(epochMs);
  // By the calendar and not by 24 hours: days on which the clocks change are shorter or longer.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBefore).getTime();
}
