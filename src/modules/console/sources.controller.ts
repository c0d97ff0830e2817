import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { inTransaction } from '../../database/transaction';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { noteUpkeep } from '../access/audit/upkeep.store';
import { settingsNow } from '../channels/followed';
import { pause, resume } from '../channels/pause.store';
import { channelsOf } from '../channels/settings';
import { knowsSource, sourcesOf, type SourceReport } from '../channels/sources.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { orNotReached, orRefused } from './gateway-settings/refusing';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { SourceActionDto } from './overview.dto';
import { notFound, Problem } from './problems';
import { Rate } from './rate';
import { needsEverything, principalOf } from './who';

/** What IT does to a way in. */
@ApiTags('health')
@Controller('api/v1/sources')
export class SourcesController {
  private readonly outward = new Rate(20 / 60, 10);

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post('actions')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'Test a source, look into it no more for a while, or again', operationId: 'actOnSource' })
  @ApiBody({ type: SourceActionDto })
  @Answer(200, 'SourceActed', 'how it stands then')
  @Answer(409, 'Problem', 'it does not work, or this cannot be done to it')
  async act(@Req() request: AskedRequest): Promise<{ says: string; source: SourceReport }> {
    needsEverything(request);
    const { source, do: deed } = await jsonBody(request, SourceActionDto);
    const { pool } = this.gateway.db;
    if (!(await knowsSource(pool, source))) throw notFound(`source ${source}`);
    const says = deed === 'test' ? await this.test(source, request) : await this.rest(source, deed, principalOf(request).name);
    return { says, source: (await sourcesOf(pool, wallClock.now())).find((s) => s.source === source)! };
  }

  private async test(source: string, request: AskedRequest): Promise<string> {
    this.outward.take(principalOf(request).id, wallClock.now());
    const config = await orRefused(() => settingsNow(this.gateway));
    const planned = (await orRefused(async () => channelsOf(config))).find((p) => p.name === source);
    if (!planned) throw new Problem(409, 'refused', `${source} stands in the settings no more`);
    const channel = planned.make({ ...this.gateway, config });
    if (!channel.probe) throw new Problem(409, 'refused', `${source}: mails are brought to it; there is nothing to try from here`);
    try {
      return await orNotReached(() => channel.probe!());
    } finally {
      await channel.close?.();
    }
  }

  private async rest(source: string, deed: 'pause' | 'resume', author: string): Promise<string> {
    if (source.startsWith('smtp-inlet ')) throw new Problem(409, 'refused', `${source}: mails are brought to it, and would be refused; have the server in front of it hold them`); // prettier-ignore
    const now = wallClock.now();
    await inTransaction(this.gateway.db.pool, async (client) => {
      const changed = deed === 'pause' ? await pause(client, source, author, now) : await resume(client, source);
      if (changed) await noteUpkeep(client, { at: now, author, what: `source ${deed}`, said: { source } });
    });
    return deed === 'pause' ? 'nobody looks into it until it is taken up again' : 'it is looked into again, within its usual time';
  }
}
