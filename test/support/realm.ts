// Jest runs test files in their own vm realm, so an Error made by a Node built-in is not "instanceof Error" there.
import { types } from 'node:util';

const plain = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, v: unknown): boolean {
    return (plain.call(this as never, v) as boolean) || (this === Error && types.isNativeError(v));
  },
});
