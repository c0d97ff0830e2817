import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { inTransaction } from '../../database/transaction';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { noteUpkeep } from '../access/audit/upkeep.store';
import type { Gateway } from '../pipeline/gateway';
import { type GivenUp, listGivenUp, tryAgain } from '../pipeline/given-up.store';
import { Answer } from './asked';
import { checksOf, diagnosticsOf } from './diagnostics';
import type { Finding } from './doctor-checks';
import type { AskedRequest } from './door';
import { healthReport, type HealthReport } from './health-report';
import { jsonBody } from './json-body';
import { licences, type Licence } from './licences';
import { Needs } from './needs';
import { GivenUpDto } from './overview.dto';
import { notFound } from './problems';
import { Rate } from './rate';
import { needsEverything, principalOf } from './who';

/** How the gateway is doing, for who administers it; what anybody may know of that is `freshness`. */
@ApiTags('health')
@Controller('api/v1')
export class OverviewController {
  private readonly outward = new Rate(6 / 60, 4);

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('health')
  @Needs('manage')
  @ApiOperation({ summary: 'Sources, queue, what leaves, database and backup, as they stand', operationId: 'getHealth' })
  @Answer(200, 'Health', 'as of now')
  health(@Req() request: AskedRequest): Promise<HealthReport> {
    needsEverything(request);
    return healthReport(this.gateway);
  }

  @Post('health/checks')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'What `crosscount doctor` checks; it signs in to each server of the settings', operationId: 'runChecks' })
  @Answer(200, 'Findings', 'each check with what it found')
  async checks(@Req() request: AskedRequest): Promise<{ data: Finding[] }> {
    this.mayAskOutside(request);
    return { data: await checksOf(this.gateway) };
  }

  @Post('health/diagnostics')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'The same with how everything stands, without names, addresses and secrets, to hand to who helps', operationId: 'getDiagnostics' }) // prettier-ignore
  @Answer(200, 'Diagnostics', 'as of now')
  async diagnostics(@Req() request: AskedRequest): Promise<object> {
    this.mayAskOutside(request);
    return diagnosticsOf(this.gateway, await checksOf(this.gateway));
  }

  @Post('health/retries')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'Read once more what was given up', operationId: 'retryGivenUp' })
  @ApiBody({ type: GivenUpDto })
  @Answer(200, 'GivenUp', 'what is given up then')
  async retry(@Req() request: AskedRequest): Promise<{ data: GivenUp[] }> {
    needsEverything(request);
    const { id } = await jsonBody(request, GivenUpDto);
    const { db, jobs } = this.gateway;
    const author = principalOf(request).name;
    await inTransaction(db.pool, async (client) => {
      if (!(await tryAgain(client, jobs, id))) throw notFound(`delivery ${id} that was given up`);
      await noteUpkeep(client, { at: wallClock.now(), author, what: 'reading tried again', said: { receipt: id } });
    });
    return { data: await listGivenUp(db.pool, 50) };
  }

  @Get('about')
  @Needs('anybody')
  @ApiOperation({ summary: 'Which version this is, and the licences of what runs with it', operationId: 'getAbout' })
  @Answer(200, 'About', 'as installed')
  about(): { version: string; node: string; licences: readonly Licence[] } {
    return licences();
  }

  private mayAskOutside(request: AskedRequest): void {
    needsEverything(request);
    this.outward.take(principalOf(request).id, wallClock.now());
  }
}
