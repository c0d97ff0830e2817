import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

const ofStatement = { primaryKeyConstraintName: 'pk_feed_statement' };
const ofWatermark = { primaryKeyConstraintName: 'pk_feed_watermark' };
const ofImport = { primaryKeyConstraintName: 'pk_feed_import' };

/** How far the buyer said that its data reach, each time it said so. */
@Entity('feed_statement')
export class FeedStatement {
  @PrimaryColumn('text', { ...ofStatement }) location: string;
  @PrimaryColumn('text', { ...ofStatement }) kind: string;
  @PrimaryColumn('timestamptz', { ...ofStatement, name: 'complete_through' }) completeThrough: Date;
  @Column('text') mode: string;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
}

/** The furthest of those statements. */
@Entity('feed_watermark')
export class FeedWatermark {
  @PrimaryColumn('text', { ...ofWatermark }) location: string;
  @PrimaryColumn('text', { ...ofWatermark }) kind: string;
  @Column('timestamptz', { name: 'complete_through' }) completeThrough: Date;
  @Column('text') mode: string;
  @Column('timestamptz', { name: 'imported_at' }) importedAt: Date;
}

@Entity('location_watermark')
export class LocationWatermark {
  @PrimaryColumn('bigint', { name: 'location_id', primaryKeyConstraintName: 'pk_location_watermark' }) locationId: string;
  @Column('timestamptz', { name: 'newest_fact' }) newestFact: Date;
}

/** A file that went in whole: the same bytes at the same instant are the same import. */
@Entity('feed_import')
export class FeedImport {
  @PrimaryColumn('text', { ...ofImport }) sha256: string;
  @PrimaryColumn('text', { ...ofImport }) kind: string;
  @PrimaryColumn('timestamptz', { ...ofImport, name: 'imported_at' }) importedAt: Date;
  @Column('text') source: string;
  @Column('bigint') accepted: string;
}

/** What a master or a fact said before it was corrected or withdrawn. */
@Entity('fact_revision')
@Index('ix_fact_revision_key', ['kind', 'key'])
export class FactRevision {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS', primaryKeyConstraintName: 'pk_fact_revision' })
  id: string;
  @Column('text') kind: string;
  @Column('text') key: string;
  @Column('jsonb') before: Record<string, unknown>;
  @Column('timestamptz', { name: 'replaced_at' }) replacedAt: Date;
  @Column('text', { nullable: true }) source: string | null;
}
