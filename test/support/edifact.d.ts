declare module 'edifact/parser.js' {
  import type { EventEmitter } from 'node:events';
  export default class Parser extends EventEmitter {
    encoding(level: string): void;
    write(text: string): void;
    end(): void;
  }
}
