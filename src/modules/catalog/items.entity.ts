import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';

const identity = { type: 'bigint', generatedIdentity: 'ALWAYS' } as const;

@Entity('item')
@Unique('uq_item_sku', ['sku'])
export class Item {
  @PrimaryGeneratedColumn('identity', { ...identity, primaryKeyConstraintName: 'pk_item' }) id: string;
  @Column('text') sku: string;
  @Column('text', { nullable: true }) description: string | null;
  @Column('text') uom: string; // the base unit: every quantity of the item is kept in it
  @Index('ix_item_gtin') @Column('text', { nullable: true }) gtin: string | null; // 14 digits
  @Column('numeric', { name: 'unit_cost', nullable: true }) unitCost: string | null;
  @Column('text', { nullable: true }) currency: string | null;
  @Column('text', { nullable: true }) class: string | null;
  @Column('text', { default: 'active' }) status: string;
  @Column('text', { name: 'superseded_by', nullable: true }) supersededBy: string | null;
  @Column('boolean', { default: false }) void: boolean;
}

/** How many base units are in one, as an exact fraction. */
@Entity('item_unit')
export class ItemUnit {
  @PrimaryColumn('bigint', { name: 'item_id', primaryKeyConstraintName: 'pk_item_unit' }) itemId: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_item_unit' }) uom: string;
  @Column('numeric', { name: 'factor_n' }) factorN: string;
  @Column('numeric', { name: 'factor_d' }) factorD: string;
  @Index('ix_item_unit_gtin') @Column('text', { nullable: true }) gtin: string | null;
}

@Entity('location')
@Unique('uq_location_code', ['code'])
export class Location {
  @PrimaryGeneratedColumn('identity', { ...identity, primaryKeyConstraintName: 'pk_location' }) id: string;
  @Column('text') code: string;
  @Column('text') name: string;
  @Column('text') timezone: string;
  @Column('text', { nullable: true }) gln: string | null;
  @Column('text', { default: 'own' }) kind: string;
  @Column('text', { name: 'rolls_up_to', nullable: true }) rollsUpTo: string | null;
  @Column('boolean', { default: false }) void: boolean;
}

/** A day that is not as its weekday says. */
@Entity('calendar_day')
export class CalendarDay {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_calendar_day' }) calendar: string;
  @PrimaryColumn('date', { primaryKeyConstraintName: 'pk_calendar_day' }) date: string;
  @Column('boolean') working: boolean;
}
