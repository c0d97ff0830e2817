import { ProblemError, send } from '../api/client';
import type { SimulationDto, SimulationLine } from '../api/types';

export type Simulated = Extract<SimulationLine, { simulated: unknown }>['simulated'];

/** History told again under other tolerances. It says how far it is, and ends when nobody waits for it any longer. */
export async function toldAgain(body: SimulationDto, far: (done: number, of: number) => void, signal: AbortSignal): Promise<Simulated> {
  const response = await send('simulate', { body, signal });
  for await (const line of linesOf(response.body!)) {
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
