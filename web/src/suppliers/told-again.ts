import { ProblemError } from '../api/client';
import { type Problem, type SimulationLine, type ToleranceChangeDto, WAYS } from '../api/types';

export type Simulated = Extract<SimulationLine, { simulated: unknown }>['simulated'];
interface Asked {
  readonly supplier: string;
  readonly tolerances: ToleranceChangeDto;
  readonly days: number;
}

/** History told again under other tolerances. It says how far it is, and ends when nobody waits for it any longer. */
export async function toldAgain(asked: Asked, far: (done: number, of: number) => void, signal: AbortSignal): Promise<Simulated> {
  const [method, at] = WAYS.simulate;
  const response = await fetch(at, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked), signal });
  if (!response.ok || !response.body) {
    const p = (await response.json()) as Problem;
    throw new ProblemError(response.status, p.type.split(':').pop()!, p.detail, p.title, p.requestId, p.errors);
  }
  for await (const line of linesOf(response.body)) {
    if ('simulated' in line) return line.simulated;
    if ('problem' in line) throw new ProblemError(0, 'not-done', line.problem, 'It was not told to the end', null);
    far(line.done, line.of);
  }
  throw new ProblemError(0, 'away', 'the answer ended early', 'No answer', null);
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<SimulationLine> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let held = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      const lines = (held + (value ?? '')).split('\n');
      held = done ? '' : lines.pop()!; // what has no end yet
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as SimulationLine;
      if (done) return;
    }
  } finally {
    void reader.cancel();
  }
}
