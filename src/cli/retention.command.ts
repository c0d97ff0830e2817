import { type Retained, retain, whatWouldGo } from '../modules/retention/retain';
import { periodsOf } from '../modules/retention/settings';
import { type Command, type Context, DONE } from './command';
import { authorOf, BY } from './config-folder';
import { instantOption } from './instant';
import { table } from './table';

export const retentionCommand: Command = {
  name: 'retention',
  args: '',
  summary: 'take away what is older than gateway.yaml says to keep, as "serve" does each night',
  options: {
    'dry-run': { type: 'boolean', help: 'say what would go, and the oldest that stays' },
    now: { type: 'string', value: 'INSTANT', help: 'the day from which ages are counted' },
    by: BY,
  },
  words: [0, 0],
  async run(context) {
    const { options, json, out, config, gateway } = context;
    const [periods, now, dry] = [periodsOf(config.settings), instantOption('now', options.now), options['dry-run'] === true];
    const { db, storage } = await gateway();
    const over = { pool: db.pool, storage, now };
    const kinds = dry ? await whatWouldGo(over, periods) : await retain(over, periods, { author: authorOf(options) });
    if (json) out.data(JSON.stringify({ dry_run: dry, kinds: kinds.map(({ says: _, ...k }) => k) }, null, 2));
    else tell(context, kinds, dry);
    return DONE;
  },
};

function tell({ out }: Context, kinds: readonly Retained[], dry: boolean): void {
  out.data(
    table(
      ['', 'kept', dry ? 'would go' : 'gone', 'MB', ...(dry ? ['oldest that stays'] : [])],
      kinds.map((k) => [
        k.kind,
        k.keeps,
        k.count.toLocaleString('en-US'),
        (k.bytes / 2 ** 20).toFixed(1),
        ...(dry ? [k.oldest ?? ''] : []),
      ]),
    ),
  );
}
