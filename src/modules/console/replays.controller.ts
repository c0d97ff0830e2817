import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { applyReplay, previewReplay, type Replay } from '../pipeline/replay';
import { Answer } from './asked';
import { jsonBody } from './json-body';
import type { KeyedRequest } from './key-check';
import { ReplayDto } from './replays.dto';

@ApiTags('documents')
@Controller('api/v1/replays')
export class ReplaysController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'What reading deliveries anew would change; with the hash of what was shown, they are read anew before the answer comes',
    operationId: 'replay',
  })
  @ApiBody({ type: ReplayDto })
  @Answer(200, 'Replay', 'lines gained, lost and changed, exceptions that open and close')
  async replay(@Req() request: KeyedRequest): Promise<Replay & { applied: boolean }> {
    const { apply, by, reason, ...asked } = await jsonBody(request, ReplayDto);
    const now = wallClock.now();
    if (apply === undefined) return { ...(await previewReplay(this.gateway, asked, now)), applied: false };
    const said = { hash: apply, author: by ?? request.apiKey?.name ?? '', reason: reason ?? '' };
    return { ...(await applyReplay(this.gateway, asked, said, now)), applied: true };
  }
}
