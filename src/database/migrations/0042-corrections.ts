import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which document an answer to a reply of ours corrects, and which lines that waited it took the place of. */
export class Corrections1732400000042 implements MigrationInterface {
  name = 'Corrections1732400000042';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
create table correction (
  document_id uuid not null,
  corrects_id uuid not null,
  reply_id uuid not null, lines int not null, at timestamptz not null,
  constraint pk_correction primary key (document_id, corrects_id));
create index ix_correction_corrects on correction (corrects_id);
alter table parked_line add column superseded_by uuid;`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('alter table parked_line drop column superseded_by; drop table correction');
  }
}
