import { scrub } from '../modules/documents/scrub';
import { type Command, DONE, PROBLEMS } from './command';
import { progress } from './progress';
import { count } from './table';

export const storageVerifyCommand: Command = {
  name: 'storage verify',
  args: '',
  summary: 'read every raw file and hash it: one that is missing, or of which a bit was flipped, is named',
  options: {},
  words: [0, 0],
  async run(context) {
    const { json, out, gateway } = context;
    const { db, storage } = await gateway();
    const { rows } = await db.pool.query<{ n: number }>('select count(*)::int n from blob where removed_at is null');
    const each = progress(context);
    const { files, faults } = await scrub(db.pool, storage, undefined, (done) => each?.(done, rows[0]!.n));
    if (json) out.data(JSON.stringify({ files, faults }, null, 2));
    else {
      for (const f of faults)
        out.data(`${f.sha256}: ${f.why === 'missing' ? 'it is missing' : 'its bytes were changed'} (${storage.pathOf(f.sha256)})`);
      out.data(`${count(files, 'raw file')} read; ${faults.length === 0 ? 'all are what they were' : count(faults.length, 'fault')}`);
    }
    return faults.length === 0 ? DONE : PROBLEMS;
  },
};
