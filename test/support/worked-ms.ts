/** How long this process has worked so far, on all cores: unlike a clock it stands still while other programs have the machine. */
export function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
