/**
 * A piece of work that several ask for and one run of which serves them all: whoever asks while it runs shares the next run, which
 * begins after all of them have asked. Run for each by itself, four documents would wait for four looks at the same tables.
 */
export class SharedRuns {
  private running: Promise<unknown> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<unknown>) {}

  /** Ends when a run that began after this call has ended, with its error if it failed. */
  run(): Promise<void> {
    this.next ??= this.running.then(async () => {
      this.next = undefined;
      const run = this.work();
      this.running = run.catch(() => undefined);
      await run;
    });
    return this.next;
  }
}
