/** Milliseconds of the processor that this process took for some work: others may be working on this machine. */
export async function ownTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
