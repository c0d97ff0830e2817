import type { Type } from '@nestjs/common';
import { AcknowledgementsController } from './acknowledgements.controller';
import { ActionsController } from './actions.controller';
import { AuditController } from './audit.controller';
import { CadencesController } from './cadences.controller';
import { ChecksController } from './checks.controller';
import { ClaimsController } from './claims.controller';
import { ComparisonsController } from './comparisons.controller';
import { DocumentViewsController } from './document-views.controller';
import { DocumentsController } from './documents.controller';
import { DriftsController } from './drifts.controller';
import { EventsController } from './events.controller';
import { ExceptionsController } from './exceptions.controller';
import { FeedController } from './feed.controller';
import { FreshnessController } from './freshness.controller';
import { HealthController } from './health.controller';
import { HomeController } from './home.controller';
import { LinksController } from './links.controller';
import { LookupsController } from './lookups.controller';
import { MailboxesController } from './gateway-settings/mailboxes.controller';
import { SettingsController } from './gateway-settings/settings.controller';
import { MappingsController } from './mappings.controller';
import { OutboxController } from './outbox.controller';
import { OverviewController } from './overview.controller';
import { ParkedController } from './parked.controller';
import { PeopleController } from './people.controller';
import { ProposalsController } from './proposals.controller';
import { ProviderController } from './provider.controller';
import { StudioController } from './studio.controller';
import { ThresholdsController } from './thresholds.controller';
import { ReordersController } from './reorders.controller';
import { ReplaysController } from './replays.controller';
import { RequestsController } from './requests.controller';
import { ScorecardsController } from './scorecards.controller';
import { RepliesController } from './replies.controller';
import { SecondFactorController } from './second-factor.controller';
import { SentEdiController } from './sent-edi.controller';
import { SharePageController } from './share-page.controller';
import { SharingController } from './sharing.controller';
import { SignInController } from './sign-in.controller';
import { SimulationsController } from './simulations.controller';
import { SourcesController } from './sources.controller';
import { StatementsController } from './statements.controller';
import { SuppliersController } from './suppliers.controller';
import { TimelineController } from './timeline.controller';
import { UploadsController } from './uploads.controller';

export const CONTROLLERS: readonly Type[] = [
  HomeController,
  HealthController,
  FreshnessController,
  OverviewController,
  SourcesController,
  SettingsController,
  MailboxesController,
  EventsController,
  DocumentsController,
  DocumentViewsController,
  ExceptionsController,
  ActionsController,
  ComparisonsController,
  TimelineController,
  ParkedController,
  ReplaysController,
  DriftsController,
  MappingsController,
  StudioController,
  UploadsController,
  AcknowledgementsController,
  ChecksController,
  ScorecardsController,
  SentEdiController,
  OutboxController,
  ReordersController,
  ClaimsController,
  RequestsController,
  ProposalsController,
  ThresholdsController,
  RepliesController,
  FeedController,
  LookupsController,
  CadencesController,
  SignInController,
  SecondFactorController,
  ProviderController,
  PeopleController,
  AuditController,
  LinksController,
  SharingController,
  SharePageController,
  StatementsController,
  SuppliersController,
  SimulationsController,
];
