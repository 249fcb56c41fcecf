/** Processor time, which other programs of the machine disturb less than what a clock shows. */

/** Returns the processor seconds that a call takes. */
export function timeProcessor(call: () => unknown): number {
  const start = process.cpuUsage();
  call();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
