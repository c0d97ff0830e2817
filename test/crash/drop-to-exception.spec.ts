import { broken } from './invariants';
import { WORLDS } from './points';
import { ended, World } from './world';

/** The program itself under SIGKILL; that time passes for the leases of the dead is played (world.ts), all else is real. */
test.concurrent.each(WORLDS.map((points) => [points.join(', '), points] as const))(
  'killed at %s: all is there once',
  async (_, points) => {
    const world = await World.open();
    try {
      for (const point of points) {
        world.put(`${point}.csv`);
        expect([point, await ended(world.start(point))]).toEqual([point, 'SIGKILL']);
        await world.wait();
      }
      const last = world.start();
      try {
        await world
          .until('the end', async () => {
            const { rows } = await world.pool.query<{ n: number }>(
              `select (select count(*) from receipt where state <> 'done') + (select count(*) from touched) + $1 - (select count(*) from receipt) n`,
              [world.dropped.length],
            );
            return Number(rows[0]!.n) === 0 && (await broken(world)).length === 0;
          })
          .catch(() => undefined); // the invariants say it better
        expect(await broken(world)).toEqual([]);
      } finally {
        last.kill('SIGTERM');
        await ended(last);
      }
    } finally {
      await world.close();
    }
  },
  300_000,
);
