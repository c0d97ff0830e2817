import { useCommands } from '../support/commands';

/** What an interchange is answered, as people look at it: made and not sent, since nothing switched it on. */
const { run, file } = useCommands();
const UNA = "UNA:+.? '";
const invrpt = (control: string): string =>
  `${UNA}UNB+UNOC:3+4012345000009:14+5098765000019:14+261116:0615+${control}++++1'UNH+1+INVRPT:D:96A:UN'BGM+35+I1+9'DTM+366:20261116:102'LIN+1++4006381333931:EN'QTY+145:7:PCE'UNT+7+1'UNZ+1+${control}'`;

test('acks lists and shows', async () => {
  await run('import', file('suppliers.csv', 'supplier,name,edi_id\nNORD,Nord,14:4012345000009\n'));
  expect((await run('acks')).stdout).toContain('nothing was answered');
  await run('ingest', file('r.edi', invrpt('77')), '--received-at', '2026-11-16T07:00:00Z');
  const { acknowledgements } = (await run('acks', '--json')).json as { acknowledgements: { id: string }[] };
  const [ack] = acknowledgements;
  expect(acknowledgements).toMatchObject([
    { kind: 'CONTRL', supplier: 'NORD', control: '77', verdict: 'with_errors', state: 'preview', file: 'r.edi' },
  ]);
  expect((await run('acks', '--supplier', 'NORD')).stdout).toMatch(/CONTRL +NORD +77 +r\.edi +with errors +preview/);
  expect((await run('acks', 'show', ack!.id)).stdout.split('\n').map((l) => l.trim())).toEqual(
    expect.arrayContaining([UNA, 'UCI+77+4012345000009:14+5098765000019:14+7', 'UCM+1+INVRPT:D:96A:UN+7+29']),
  );
  expect((await run('acks', 'show', ack!.id, '--json')).json).toMatchObject({ id: ack!.id, content: expect.stringContaining('UNZ+1+1') });
  expect(await run('acks', '--state', 'withheld', '--json')).toMatchObject({ json: { acknowledgements: [] } });
});

test.each([
  [['acks', '--state', 'gone'], 'expected preview, leaves'],
  [['acks', '--supplier', 'NOPE'], 'there is no supplier NOPE'],
  [['acks', 'show', 'ack_1'], 'expected an id'],
  [['acks', 'show', '00000000-0000-7000-8000-000000000000'], 'there is no acknowledgement'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
