// Each spec file has modules of its own, but not packages of its own: those are loaded once for all that a worker runs, by Node.
// To make TypeORM and Nest anew for each of a hundred files took longer than what the files test.
const { createRequire } = require('node:module');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const outside = createRequire(__filename);
const compiled = new Map();
const isPackage = (name) => !/^[./]|^node:/.test(name) || name.includes('/node_modules/');

class SharingRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { injectedModuleParameters } = this.executor;
    // The text of a module is compiled once; to call it anew makes a module anew.
    this.executor.compile = (source, filename) => {
      const known = compiled.get(filename);
      if (known?.source === source) return known.call;
      const call = compileFunction(source, injectedModuleParameters, { filename });
      compiled.set(filename, { source, call });
      return call;
    };
  }

  requireModule(from, name, options, isActual) {
    const wanted = name ?? from;
    if (!options?.isInternalModule && isPackage(wanted) && !wanted.startsWith('@jest/')) return outside(wanted);
    return super.requireModule(from, name, options, isActual);
  }
}
module.exports = { __esModule: true, default: SharingRuntime };
