import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { applyReplay, previewReplay, type Replay } from '../pipeline/replay';
import { Answer } from './asked';
import { Needs } from './needs';
import { authorOf, needsAllPlaces, seesOf } from './who';
import { jsonBody } from './json-body';
import type { AskedRequest } from './door';
import { Problem } from './problems';
import { ReplayDto } from './replays.dto';

@ApiTags('documents')
@Controller('api/v1/replays')
export class ReplaysController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post()
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'What reading deliveries anew would change; with the hash of what was shown, they are read anew before the answer comes',
    operationId: 'replay',
  })
  @ApiBody({ type: ReplayDto })
  @Answer(200, 'Replay', 'lines gained, lost and changed, exceptions that open and close')
  async replay(@Req() request: AskedRequest): Promise<Replay & { applied: boolean }> {
    const { apply, by, reason, ...asked } = await jsonBody(request, ReplayDto);
    checkScope(request, asked.supplier);
    const now = wallClock.now();
    if (apply === undefined) return { ...(await previewReplay(this.gateway, asked, now)), applied: false };
    const said = { hash: apply, author: authorOf(request, by), reason: reason ?? '' };
    return { ...(await applyReplay(this.gateway, asked, said, now)), applied: true };
  }
}

/** Who sees some suppliers reads anew what came of one of them, and says of which. */
function checkScope(request: AskedRequest, supplier: string | undefined): void {
  needsAllPlaces(request);
  const { suppliers } = seesOf(request);
  if (suppliers === null || (supplier !== undefined && suppliers.includes(supplier))) return;
  throw new Problem(403, 'right-missing', `you see ${suppliers.join(', ')}: say "supplier"`);
}
