import { Column, Entity, PrimaryColumn } from 'typeorm';

const ofItem = { primaryKeyConstraintName: 'pk_item_crossref' };
const ofLocation = { primaryKeyConstraintName: 'pk_location_crossref' };
const ofUnit = { primaryKeyConstraintName: 'pk_unit_crossref' };

/** What a supplier's number means, from when to when (exclusive). */
@Entity('item_crossref')
export class ItemCrossref {
  @PrimaryColumn('uuid', { ...ofItem, name: 'supplier_id' }) supplierId: string;
  @PrimaryColumn('text', { ...ofItem }) qualifier: string;
  @PrimaryColumn('text', { ...ofItem }) value: string;
  @PrimaryColumn('timestamptz', { ...ofItem, name: 'valid_from', default: () => "'-infinity'" }) validFrom: Date;
  @Column('timestamptz', { name: 'valid_to', default: () => "'infinity'" }) validTo: Date;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('text', { nullable: true }) uom: string | null;
}

@Entity('location_crossref')
export class LocationCrossref {
  @PrimaryColumn('uuid', { ...ofLocation, name: 'supplier_id' }) supplierId: string;
  @PrimaryColumn('text', { ...ofLocation }) qualifier: string;
  @PrimaryColumn('text', { ...ofLocation }) value: string;
  @Column('bigint', { name: 'location_id' }) locationId: string;
}

/** How units are spelt, by one supplier or (empty) by all. */
@Entity('unit_crossref')
export class UnitCrossref {
  @PrimaryColumn('text', { ...ofUnit, default: '' }) supplier: string;
  @PrimaryColumn('text', { ...ofUnit }) value: string;
  @Column('text') uom: string;
}
