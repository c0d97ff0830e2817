import type { DataSourceOptions } from 'typeorm';
import { ItemCrossref, LocationCrossref, UnitCrossref } from '../modules/catalog/crossrefs.entity';
import { CalendarDay, Item, ItemUnit, Location } from '../modules/catalog/items.entity';
import { FeedImport, FeedStatement, FeedWatermark, FactRevision, LocationWatermark } from '../modules/ledger/facts-history.entity';
import { Demand, Movement, MovementKey, OrderLine, StockCount } from '../modules/ledger/facts.entity';
import { Program, ReportSchedule, Supplier } from '../modules/suppliers/suppliers.entity';
import { MIGRATIONS } from './migrations';
import { MIGRATIONS_TABLE } from './tables';

/** Every entity, a line each; the drift test compares them with what the migrations made. */
export const ENTITIES: NonNullable<DataSourceOptions['entities']> = [
  ...[Item, ItemUnit, Location, CalendarDay, ItemCrossref, LocationCrossref, UnitCrossref],
  ...[Supplier, Program, ReportSchedule],
  ...[StockCount, Movement, MovementKey, OrderLine, Demand],
  ...[FeedStatement, FeedWatermark, LocationWatermark, FeedImport, FactRevision],
];

export const dataSourceOptions = (url: string, poolSize = 10): DataSourceOptions & { type: 'postgres' } => ({
  type: 'postgres',
  url,
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: MIGRATIONS_TABLE,
  synchronize: false,
  poolSize,
  applicationName: 'crosscount',
});
