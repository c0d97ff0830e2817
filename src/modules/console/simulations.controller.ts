import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { CrosscountError } from '../../platform/errors';
import type { Gateway } from '../pipeline/gateway';
import { simulate, type Simulated } from '../simulation/simulate';
import { seesSupplier } from '../access/sees';
import { suppliersByCode } from '../suppliers/suppliers.store';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { notFound, Problem } from './problems';
import { SimulationDto } from './suppliers.dto';
import { needsAllPlaces, seesOf } from './who';

const DAY_MS = 86_400_000;
const LONGEST_MS = 10 * 60_000; // nobody waits longer before a screen; the command line does
const TELL_MS = 250;
const MOST_SHOWN = 500;

class Over extends Error {}

/** What would have been raised under other tolerances: history is told again beside the present, while who asked waits and sees how far it is. */
@ApiTags('suppliers')
@Controller('api/v1/simulations')
export class SimulationsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post()
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary:
      'What would have been raised of a supplier under other tolerances: lines that say how far it is, and at the end what differs. It ends when the connection does; one runs at a time',
    operationId: 'simulate',
  })
  @ApiBody({ type: SimulationDto })
  @ApiResponse({ status: 200, description: 'a line of JSON each', content: { 'application/x-ndjson': { schema: { $ref: '#/components/schemas/SimulationLine' } } } }) // prettier-ignore
  async run(@Req() request: AskedRequest, @Res() reply: FastifyReply): Promise<void> {
    const { supplier, tolerances, days } = await jsonBody(request, SimulationDto);
    needsAllPlaces(request);
    const [known] = seesSupplier(seesOf(request), supplier) ? await suppliersByCode(this.gateway.db.pool, [supplier]) : [];
    if (!known) throw notFound(`supplier ${supplier}`);
    const terms = Object.fromEntries(Object.entries(tolerances).filter(([, v]) => v !== undefined)) as Record<string, string>;
    if (Object.keys(terms).length === 0) throw new Problem(400, 'wrong-request', 'say a tolerance that is different');
    const until = wallClock.now();
    const since = new Date(Date.parse(until) - days * DAY_MS).toISOString();
    const lines = new Lines(reply);
    const ends = Date.now() + LONGEST_MS;
    try {
      const change = { terms, programs: [], mapping: null };
      const found = await simulate(this.gateway, { since, until, supplier, change }, (done, of) => {
        if (lines.left) throw new Over('who asked has left');
        if (Date.now() > ends) throw new Over(`it takes longer than ${LONGEST_MS / 60_000} minutes; ask for fewer days, or use "crosscount simulate"`); // prettier-ignore
        lines.progress(done, of);
      });
      lines.end({ simulated: shown(found) });
    } catch (error) {
      if (lines.left) return void reply.hijack(); // nobody is there to be told
      if (!lines.begun) throw error;
      const known = error instanceof CrosscountError || error instanceof Over;
      if (!known) this.gateway.log.error({ requestId: request.id, error }, 'a simulation failed');
      lines.end({ problem: known ? error.message : 'it failed; the log of the gateway says more' });
    }
  }
}

/** Of each list as many as somebody reads; the figures count all of them. */
const shown = ({ beyond, missed, fidelity, ...rest }: Simulated): Simulated => ({
  ...rest,
  beyond: beyond.slice(0, MOST_SHOWN),
  missed: missed.slice(0, MOST_SHOWN),
  fidelity: { ...fidelity, not_found: fidelity.not_found.slice(0, MOST_SHOWN) },
});

/** The answer begins with its first line: what is refused before is a problem like any other. */
class Lines {
  begun = false;
  left = false;
  private told = 0;

  constructor(private readonly reply: FastifyReply) {
    reply.raw.once('close', () => (this.left = true));
  }

  progress(done: number, of: number): void {
    if (Date.now() - this.told < TELL_MS) return;
    this.told = Date.now();
    this.write({ done, of });
  }

  end(last: object): void {
    this.write(last);
    if (!this.left) this.reply.raw.end();
  }

  private write(line: object): void {
    if (!this.begun) this.begin();
    if (!this.left) this.reply.raw.write(`${JSON.stringify(line)}\n`);
  }

  private begin(): void {
    this.begun = true;
    const headers = Object.entries(this.reply.getHeaders()).flatMap(([k, v]) => (v === undefined ? [] : ([[k, v]] as const)));
    this.reply.hijack();
    this.reply.raw.writeHead(200, {
      ...Object.fromEntries(headers),
      ...{ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
    });
  }
}
