/** Something thrown, with a code that never changes and the exit code of the contract. (What is wrong with stock is an "exception".) */
export class CrosscountError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly exitCode: 1 | 2 | 5 | 6 = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
export class UsageError extends CrosscountError {
  constructor(message: string) {
    super('usage', message, 2);
  }
}
export class ConfigError extends CrosscountError {
  constructor(message: string) {
    super('config', message, 2);
  }
}
export class DatabaseOutOfReach extends CrosscountError {
  constructor(message: string, cause?: unknown) {
    super('database.out-of-reach', message, 5, { cause });
  }
}
export class RefusedError extends CrosscountError {
  constructor(code: string, message: string) {
    super(code, message, 6);
  }
}
/** Refused now, and not in so many seconds. */
export class NotYetError extends RefusedError {
  constructor(readonly seconds: number) {
    super('tries.wait', `try again in ${seconds} s`);
  }
}
