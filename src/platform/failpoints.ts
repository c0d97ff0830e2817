/**
 * Named places at which a test may kill the process, to prove that nothing is lost or done twice. The build that ships has
 * this file replaced by an empty function (tools/build-if-stale.cjs keeps it only where CROSSCOUNT_FAILPOINTS=1 built it).
 */
export function failpoint(name: string): void {
  if (process.env.CROSSCOUNT_FAILPOINT === name) process.kill(process.pid, 'SIGKILL');
}
