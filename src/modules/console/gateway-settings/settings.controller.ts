import { Controller, Delete, Get, Inject, Param, Put, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../../gateway.token';
import { type CalendarReport, listCalendars } from '../../catalog/calendars-list.store';
import type { Gateway } from '../../pipeline/gateway';
import { wallClock } from '../../../platform/clock';
import type { Section } from '../../../platform/settings-file';
import { Answer } from '../asked';
import type { AskedRequest } from '../door';
import { neededVersion } from '../if-match';
import { jsonBody } from '../json-body';
import { Needs } from '../needs';
import { notFound, Problem } from '../problems';
import { needsEverything, principalOf } from '../who';
import { changeSettings } from './change';
import { withChannel, withoutChannel } from './edit-channel';
import { EDITABLE } from './guard';
import { ChannelDto, ChannelNameDto, SectionDto, SectionTextDto } from './settings.dto';
import { type SettingsShown, settingsShown } from './shown';

const SEEN = { name: 'If-Match', required: true, description: 'the version that was seen; 412 where the file is another by now' } as const;

/** The settings file of the gateway, section by section; no secret is in any answer. */
@ApiTags('settings')
@Controller('api/v1/settings')
export class SettingsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('manage')
  @ApiOperation({
    summary: 'The settings file by section, with its secrets hidden, and what of it is in force',
    operationId: 'getSettings',
  })
  @Answer(200, 'Settings', 'as the file stands now')
  async settings(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SettingsShown> {
    needsEverything(request);
    return this.shown(reply);
  }

  @Get('calendars')
  @Needs('manage')
  @ApiOperation({ summary: 'The calendars of the buyer’s feed with their next days off', operationId: 'listCalendars' })
  @Answer(200, 'Calendars', 'all of them')
  async calendars(@Req() request: AskedRequest): Promise<{ data: CalendarReport[] }> {
    needsEverything(request);
    return { data: await listCalendars(this.gateway.db.pool, wallClock.now().slice(0, 10)) };
  }

  @Put(':section')
  @Needs('manage')
  @ApiOperation({ summary: 'A section written anew; the whole file is checked first, and secrets are sealed and kept out of it', operationId: 'putSection' }) // prettier-ignore
  @ApiHeader(SEEN)
  @ApiBody({ type: SectionTextDto })
  @Answer(200, 'Settings', 'as the file stands then')
  @Answer(409, 'Problem', 'this section, or the file, is not changed from here')
  @Answer(412, 'Problem', 'it was changed since it was seen')
  async put(
    @Param() { section }: SectionDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingsShown> {
    needsEverything(request);
    const { yaml } = await jsonBody(request, SectionTextDto);
    return this.change(section, () => yaml, request, reply);
  }

  @Put('channels/:kind/:name')
  @Needs('manage')
  @ApiOperation({ summary: 'A channel put in, or another in its place; it is looked into at once', operationId: 'putChannel' })
  @ApiHeader(SEEN)
  @ApiBody({ type: ChannelDto })
  @Answer(200, 'Settings', 'as the file stands then')
  @Answer(412, 'Problem', 'it was changed since it was seen')
  async putChannel(
    @Param() { kind, name }: ChannelNameDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingsShown> {
    needsEverything(request);
    const { settings } = await jsonBody(request, ChannelDto);
    return this.change('channels', (before) => withChannel(before, kind, name, settings), request, reply);
  }

  @Delete('channels/:kind/:name')
  @Needs('manage')
  @ApiOperation({ summary: 'A channel taken out: nobody looks into it any more, and what came by it stays', operationId: 'removeChannel' })
  @ApiHeader(SEEN)
  @Answer(200, 'Settings', 'as the file stands then')
  @Answer(412, 'Problem', 'it was changed since it was seen')
  async removeChannel(
    @Param() { kind, name }: ChannelNameDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingsShown> {
    needsEverything(request);
    const without = (before: string): string => {
      const text = withoutChannel(before, kind, name);
      if (text === null) throw notFound(`channel ${kind} ${name} in the settings`);
      return text;
    };
    return this.change('channels', without, request, reply);
  }

  private async change(
    section: Section,
    edit: (before: string) => string,
    request: AskedRequest,
    reply: FastifyReply,
  ): Promise<SettingsShown> {
    if (!(EDITABLE as readonly string[]).includes(section))
      throw new Problem(409, 'refused', `${section} says what this machine opens and who comes in; it is changed in the file itself`);
    const version = neededVersion(request, { form: /^"([0-9a-f]{1,64})"$/, example: '0a1b2c3d4e5f6789' });
    await changeSettings(this.gateway, { section, edit, version, author: principalOf(request).name, now: wallClock.now() });
    return this.shown(reply);
  }

  private async shown(reply: FastifyReply): Promise<SettingsShown> {
    const shown = await settingsShown(this.gateway);
    void reply.header('etag', `"${shown.version}"`);
    return shown;
  }
}
