// Jest begins with what took longest the last time. In a fresh checkout it knows of no last time and goes by the size of a file,
// and the longest are short to read: begun last, they run alone on one core while the other has nothing to do.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = ['test/crash/', 'test/bench/', 'test/security/', 'test/faults/', 'test/cli/', 'test/story/', 'test/mail/', 'test/'];
const rank = ({ path, context }) => {
  const at = LONGEST.findIndex((folder) => path.startsWith(`${context.config.rootDir}/${folder}`));
  return at < 0 ? LONGEST.length : at;
};

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return sorted.some((t) => t.duration !== undefined) ? sorted : sorted.sort((a, b) => rank(a) - rank(b));
  }
};
