import type { Type } from '@nestjs/common';
import { ActionsController } from './actions.controller';
import { CadencesController } from './cadences.controller';
import { ComparisonsController } from './comparisons.controller';
import { DocumentsController } from './documents.controller';
import { DriftsController } from './drifts.controller';
import { ExceptionsController } from './exceptions.controller';
import { FeedController } from './feed.controller';
import { HealthController } from './health.controller';
import { LookupsController } from './lookups.controller';
import { ParkedController } from './parked.controller';
import { ReplaysController } from './replays.controller';
import { UploadsController } from './uploads.controller';

export const CONTROLLERS: readonly Type[] = [
  HealthController,
  DocumentsController,
  ExceptionsController,
  ActionsController,
  ComparisonsController,
  ParkedController,
  ReplaysController,
  DriftsController,
  UploadsController,
  FeedController,
  LookupsController,
  CadencesController,
];
