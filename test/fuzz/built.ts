import path from 'node:path';

/** What is tried is the built program, as the reading threads run it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
export const built = <T>(name: string): T => require(path.join(__dirname, '../../dist', `${name}.js`)) as T;
