/**
 * Named places at which a test may kill the process, to prove that nothing is lost or done twice. What ships has none of
 * them: every build cuts this file and its calls out of dist/ (tools/failpoints.cjs); only the tests' own build has them.
 */
export function failpoint(name: string): void {
  if (process.env.CROSSCOUNT_FAILPOINT === name) process.kill(process.pid, 'SIGKILL');
}
