import { checkMasters } from '../modules/masters-check/masters-check.store';
import { wallClock } from '../platform/clock';
import { type Command, DONE, PROBLEMS } from './command';
import { limitOption } from './limit';
import { instantOption } from './instant';
import { count, inLine } from './table';

export const mastersCheckCommand: Command = {
  name: 'masters check',
  args: '',
  summary: 'what contradicts itself in your masters, and what comes of it',
  options: {
    limit: { type: 'string', value: 'N', help: 'findings of each kind that are shown (20)' },
    now: { type: 'string', value: 'INSTANT', help: 'as they hold then' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const limit = limitOption(options.limit, 20);
    const now = options.now === undefined ? wallClock.now() : instantOption('now', options.now);
    const problems = await checkMasters((await gateway()).db.pool, now, limit);
    if (json) out.data(JSON.stringify({ problems }, null, 2));
    else if (problems.length === 0) out.data('nothing contradicts itself');
    else
      for (const p of problems) {
        out.data(`${p.severity.padEnd(7)}  ${p.code}  ${count(p.found, 'time')} (${p.about})`);
        out.data(`  ${p.what}`);
        for (const { subject, detail } of p.shown) out.data(`    ${inLine(subject)}: ${inLine(detail)}`);
        if (p.found > p.shown.length) out.data(`    and ${p.found - p.shown.length} more`);
      }
    return problems.length > 0 ? PROBLEMS : DONE;
  },
};
