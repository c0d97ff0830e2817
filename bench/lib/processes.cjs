'use strict';
// What processes have used, as Linux counts it: processor time says how much work it was, whoever else is at the machine.
const fs = require('node:fs');

const TICKS = 100; // a second, on every Linux
const stat = (pid) => {
  const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const f = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(f[1]), own: (Number(f[11]) + Number(f[12])) / TICKS, ended: (Number(f[13]) + Number(f[14])) / TICKS };
};

/** Seconds of a process and of its children, those that have ended included. */
exports.cpuSeconds = (pid) => {
  const { own, ended } = stat(pid);
  let sum = own + ended;
  for (const name of fs.readdirSync('/proc'))
    if (/^\d+$/.test(name))
      try {
        const child = stat(name);
        if (child.parent === pid) sum += child.own;
      } catch {
        // it ended in between, and its parent has its time
      }
  return sum;
};

exports.rssMb = (pid) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
