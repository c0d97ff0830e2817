import { type Level, Levels } from './x12-levels';

const open = (levels: Levels, hl: string): Level => levels.open(...(hl.split('*') as [string, string, string]));

describe('the level that an HL names as its parent', () => {
  const CASES: readonly [what: string, hls: readonly string[], parent: number | null][] = [
    ['counted from 1', ['1**S', '2*1*O', '3*2*I'], 1],
    ['counted from 1 and left behind long ago', ['1**S', '2*1*O', '3*2*I', '4*2*I', '5*1*O', '6*2*I'], 1],
    ['counted anew in every order: the newest of that number', ['1**S', '2*1*O', '3*2*I', '2*1*O', '3*2*I'], 3],
    ['numbered before its turn, and again in its turn', ['1**S', '3*1*O', '2*1*O', '3*1*O', '4*3*I'], 3],
    ['with zeros in front', ['001**S', '002*001*O', '003*002*I'], 1],
    ['of letters', ['A**S', 'B*A*O', 'C*B*I'], 1],
    ['not there: the newest level above by its code', ['1**S', '2*1*O', '3*99*I'], 1],
    ['not named', ['1**S', '2**O', '3**I', '4**I'], 1],
  ];
  test.each(CASES)('%s', (_, hls, parent) => {
    const levels = new Levels();
    const opened = hls.map((hl) => open(levels, hl));
    expect(opened.at(-1)!.parent).toBe(parent === null ? levels.root : opened[parent]);
  });
});

describe('an item that was forgotten', () => {
  const notice = (said: Partial<Level>): { item: Level; below: Level; order: Level } => {
    const levels = new Levels();
    open(levels, '1**S');
    const order = open(levels, '2*1*O');
    order.order = 'PO7';
    const item = Object.assign(open(levels, '3*2*I'), said);
    levels.forget(item);
    return { item, order, below: open(levels, '4*3*P') };
  };

  test('is answered for by its parent', () => {
    const { below, order } = notice({});
    expect([below.parent, below.above.order]).toEqual([order, 'PO7']);
  });
  test.each([{ order: 'PO8' }, { sscc: '0'.repeat(18) }, { shipTo: { qualifier: '92', value: 'S1' } }])(
    'is kept when it says %j',
    (said) => {
      const { below, item } = notice(said);
      expect(below.parent).toBe(item);
      expect(below.above).toMatchObject({ order: 'PO7', ...said });
    },
  );
});
