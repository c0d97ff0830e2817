import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('supplier')
@Unique('uq_supplier_code', ['code'])
export class Supplier {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_supplier' }) id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text', { name: 'email_from', nullable: true }) emailFrom: string | null; // addresses and @domains, separated by ;
  @Column('text', { name: 'edi_id', nullable: true }) ediId: string | null; // QUALIFIER:ID, separated by ;
  @Column('text', { name: 'contact_email', nullable: true }) contactEmail: string | null;
  @Column('text', { nullable: true }) locale: string | null;
  @Column('text', { nullable: true }) timezone: string | null;
  @Column('boolean', { default: false }) void: boolean;
}

/** Terms by supplier, item and location (`*`: all), from when to when; never overwritten, so that history can be judged. */
@Entity('program')
@Unique('uq_program', ['supplierId', 'sku', 'location', 'validFrom'])
export class Program {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_program' }) id: string;
  @Column('uuid', { name: 'supplier_id' }) supplierId: string;
  @Column('text') sku: string;
  @Column('text') location: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom: Date;
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo: Date | null;
  @Column('jsonb') terms: Record<string, unknown>;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('boolean', { default: false }) dated: boolean; // the buyer said from when; else it holds from its import
}

/** Tolerances of a class of items, or of the house; '' stands for all suppliers, or all items. Kept as programs are. */
@Entity('tolerance')
@Unique('uq_tolerance', ['supplier', 'class', 'validFrom'])
export class Tolerance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'pk_tolerance' }) id: string;
  @Column('text', { default: '' }) supplier: string; // its code
  @Column('text', { default: '' }) class: string;
  @Column('timestamptz', { name: 'valid_from' }) validFrom: Date;
  @Column('timestamptz', { name: 'valid_to', nullable: true }) validTo: Date | null;
  @Column('jsonb') terms: Record<string, unknown>;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('boolean', { default: false }) dated: boolean;
}

@Entity('report_schedule')
export class ReportSchedule {
  @PrimaryColumn('uuid', { name: 'supplier_id', primaryKeyConstraintName: 'pk_report_schedule' }) supplierId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_report_schedule' }) document: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_report_schedule', default: '*' }) location: string;
  @Column('text') cron: string;
  @Column('text') timezone: string;
  @Column('int', { name: 'grace_minutes', default: 0 }) graceMinutes: number;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date; // nothing is expected from before it was known
}
