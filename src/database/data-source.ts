import type { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from './migrations';

/** Every entity, a line each; the drift test compares them with what the migrations made. */
export const ENTITIES: NonNullable<DataSourceOptions['entities']> = [];

export const dataSourceOptions = (url: string, poolSize = 10): DataSourceOptions & { type: 'postgres' } => ({
  type: 'postgres',
  url,
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTableName: 'schema_migration',
  synchronize: false,
  poolSize,
  applicationName: 'crosscount',
});
