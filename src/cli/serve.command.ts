import { ROLES, type Role } from '../app.module';
import { serve } from '../main';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';

export const serveCommand: Command = {
  name: 'serve',
  args: '',
  summary: 'run the gateway: channels, pipeline, schedules',
  options: { roles: { type: 'string', value: 'ROLE,…', help: `${ROLES.join(', ')}; all of them if absent` } },
  words: [0, 0],
  async run({ options, config, out }) {
    const roles = typeof options.roles === 'string' ? options.roles.split(',') : [...ROLES];
    const wrong = roles.find((r) => !ROLES.includes(r as Role));
    if (wrong !== undefined) throw new UsageError(`--roles ${wrong}: expected ${ROLES.join(', ')}`);
    const running = await serve({ ...config, log: process.env.CROSSCOUNT_LOG ? config.log : 'info' }, roles as Role[]);
    out.message(`crosscount serves${running.url ? ` on ${running.url}` : ''}; suppliers' files go into ${config.drop}`);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    out.message('stopping; what is in hand is finished first');
    await running.stop();
    return DONE;
  },
};
