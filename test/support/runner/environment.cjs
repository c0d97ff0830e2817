// Specs run in the realm of Node itself. In a context of its own every look at a global goes through an interceptor, so that reading a
// workbook took twice as long, and an Error of Node was no Error of ours.
const { TestEnvironment } = require('jest-environment-node');
const { ModuleMocker } = require('jest-mock');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.before = { keys: new Set(Reflect.ownKeys(globalThis)), console: globalThis.console, exit: process.exit };
  }

  /** What a spec file leaves on the global object must not be there for the next one. */
  async teardown() {
    for (const key of Reflect.ownKeys(globalThis)) if (!this.before.keys.has(key)) Reflect.deleteProperty(globalThis, key);
    globalThis.console = this.before.console;
    process.exit = this.before.exit;
    await super.teardown();
  }
};
