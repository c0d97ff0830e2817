import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

const factId = { type: 'bigint', default: () => "nextval('fact_id')" } as const;
const ofCount = { primaryKeyConstraintName: 'pk_stock_count' };
const ofMovement = { primaryKeyConstraintName: 'pk_movement' };
const ofOrder = { primaryKeyConstraintName: 'pk_order_line' };
const ofDemand = { primaryKeyConstraintName: 'pk_demand' };

/** What the buyer counted. Its natural key is unique as a whole, an unknown supplier or lot being the same as itself. */
@Entity('stock_count')
@Index('uq_stock_count', { synchronize: false })
@Index('ix_stock_count_special', { synchronize: false })
export class StockCount {
  @PrimaryColumn('bigint', { ...ofCount, name: 'item_id' }) itemId: string;
  @PrimaryColumn('timestamptz', { ...ofCount, name: 'counted_at' }) countedAt: Date;
  @PrimaryColumn({ ...ofCount, ...factId }) id: string;
  @Column('bigint', { name: 'location_id' }) locationId: string;
  @Column('date', { name: 'said_date', nullable: true }) saidDate: string | null; // it then stands at the end of that day
  @Column('numeric') quantity: string;
  @Column('text') basis: string;
  @Column('text') status: string;
  @Column('text') owner: string;
  @Column('uuid', { name: 'supplier_id', nullable: true }) supplierId: string | null;
  @Column('text', { name: 'count_ref', nullable: true }) countRef: string | null;
  @Column('text', { default: '' }) lot: string;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('text', { nullable: true }) source: string | null;
}

@Entity('movement')
export class Movement {
  @PrimaryColumn('bigint', { ...ofMovement, name: 'item_id' }) itemId: string;
  @PrimaryColumn('timestamptz', { ...ofMovement, name: 'moved_from' }) movedFrom: Date;
  @PrimaryColumn({ ...ofMovement, ...factId }) id: string;
  @Column('timestamptz', { name: 'moved_to' }) movedTo: Date; // a bare date: anywhere in its day
  @Column('timestamptz', { name: 'posted_from' }) postedFrom: Date;
  @Column('timestamptz', { name: 'posted_at' }) postedAt: Date; // at the latest
  @Column('bigint', { name: 'location_id' }) locationId: string;
  @Column('text') key: string; // the buyer's id
  @Column('text') kind: string;
  @Column('numeric') quantity: string;
  @Column('numeric') signed: string; // its effect on the stock of its item, location, owner and status
  @Column('text') owner: string;
  @Column('uuid', { name: 'supplier_id', nullable: true }) supplierId: string | null;
  @Column('text', { default: 'unrestricted' }) status: string;
  @Column('text', { name: 'to_status', nullable: true }) toStatus: string | null;
  @Column('boolean', { default: false }) final: boolean;
  @Column('text', { name: 'ship_notice', nullable: true }) shipNotice: string | null;
  @Column('text', { nullable: true }) po: string | null;
  @Column('text', { name: 'po_line', nullable: true }) poLine: string | null;
  @Column('text', { name: 'packing_slip', nullable: true }) packingSlip: string | null;
  @Column('text', { nullable: true }) sscc: string | null;
  @Column('text', { nullable: true }) reverses: string | null;
  @Column('text', { name: 'count_ref', nullable: true }) countRef: string | null;
  @Column('text', { name: 'counter_location', nullable: true }) counterLocation: string | null;
  @Column('text', { nullable: true }) reason: string | null;
  @Column('text', { nullable: true }) lot: string | null;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('text', { nullable: true }) source: string | null;
}

/** Where the movement of a buyer's id lies, so that a correction finds it though item or date changed. */
@Entity('movement_key')
export class MovementKey {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_movement_key' }) key: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('timestamptz', { name: 'moved_from' }) movedFrom: Date;
  @Column('bigint') id: string;
}

@Entity('order_line')
@Index('ix_order_line_item', ['itemId', 'locationId'], { where: "(status = 'open'::text)" })
export class OrderLine {
  @PrimaryColumn('text', { ...ofOrder }) po: string;
  @PrimaryColumn('text', { ...ofOrder }) line: string;
  @Column('uuid', { name: 'supplier_id' }) supplierId: string;
  @Column('bigint', { name: 'item_id' }) itemId: string;
  @Column('bigint', { name: 'location_id' }) locationId: string;
  @Column('timestamptz', { name: 'ordered_at' }) orderedAt: Date;
  @Column('timestamptz', { name: 'due_from', nullable: true }) dueFrom: Date | null;
  @Column('timestamptz', { name: 'due_to', nullable: true }) dueTo: Date | null;
  @Column('timestamptz', { name: 'promised_from', nullable: true }) promisedFrom: Date | null;
  @Column('timestamptz', { name: 'promised_to', nullable: true }) promisedTo: Date | null;
  @Column('numeric') quantity: string;
  @Column('numeric', { name: 'confirmed_quantity', nullable: true }) confirmedQuantity: string | null;
  @Column('numeric', { name: 'open_quantity', nullable: true }) openQuantity: string | null;
  @Column('text') status: string;
  @Column('text', { name: 'ship_to', nullable: true }) shipTo: string | null;
  @Column('boolean', { name: 'drop_ship', default: false }) dropShip: boolean;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('text', { nullable: true }) source: string | null;
}

@Entity('demand')
export class Demand {
  @PrimaryColumn('bigint', { ...ofDemand, name: 'item_id' }) itemId: string;
  @PrimaryColumn('timestamptz', { ...ofDemand, name: 'from_at' }) fromAt: Date;
  @PrimaryColumn('timestamptz', { ...ofDemand, name: 'to_at' }) toAt: Date;
  @PrimaryColumn('bigint', { ...ofDemand, name: 'location_id' }) locationId: string;
  @Column('numeric') quantity: string;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
  @Column('text', { nullable: true }) source: string | null;
}
