/**
 * Named places at which a test may kill the process, to prove that nothing is lost or done twice. What ships has none of
 * them: every build cuts this file and its calls out of dist/ (tools/failpoints.cjs); only the tests' own build has them.
 */
export function failpoint(name: string): void {
  const wanted = process.env.CROSSCOUNT_FAILPOINT;
  if (!wanted?.endsWith(name)) return;
  if (wanted === name) process.kill(process.pid, 'SIGKILL');
  if (wanted === `thread ${name}`) process.exit(1); // a reading thread alone dies of it
  if (wanted === `stop ${name}`) {
    delete process.env.CROSSCOUNT_FAILPOINT;
    process.kill(process.pid, 'SIGSTOP');
  }
}
