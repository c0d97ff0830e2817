import type { Config } from '../platform/config';
import type { Gateway } from '../modules/pipeline/gateway';

/** What a command is given: its words and options, and what it may open. */
export interface Context {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly json: boolean;
  readonly config: Config;
  readonly out: Output;
  readonly gateway: () => Promise<Gateway>; // opened on first use, closed when the command ends
}

/** Data on stdout, messages on stderr. */
export interface Output {
  readonly data: (text: string) => void;
  readonly message: (text: string) => void;
}

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly value?: string; // what stands for it in the help
  readonly help: string;
}

/** One command is one file and one line in index.ts. `run` returns the exit code of contract section 2. */
export interface Command {
  readonly name: string; // 'doc read'
  readonly args: string; // 'FILE'
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly words: readonly [min: number, max: number];
  readonly reads?: boolean; // suppliers' files: a reading thread is started while the database opens
  readonly run: (context: Context) => Promise<number>;
}
export const DONE = 0;
export const FAILED = 1;
export const PROBLEMS = 3;
export const PENDING = 4; // changes that somebody has yet to apply
