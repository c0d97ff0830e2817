/** An interchange of the same sender, receiver, control number and usage that was here before. */
export interface SeenInterchange {
  readonly sha256: string;
  readonly accepted: boolean;
}

/**
 * Control numbers, decided: the same bytes of an accepted one are a duplicate, of one that was not are tried again (the fault
 * may have been ours), and other bytes under a used number are a conflict that never overwrites.
 */
export function decideInterchange(seen: SeenInterchange | undefined, sha256: string): 'process' | 'duplicate' | 'conflict' {
  if (!seen) return 'process';
  if (seen.sha256 !== sha256) return 'conflict';
  return seen.accepted ? 'duplicate' : 'process';
}
