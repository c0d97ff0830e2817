import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IANAZone } from 'luxon';
import { cadenceInWords, type Due, nextDues } from '../../domain/programs/due-words';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { howOf, replySettings } from '../acks/reply/replies';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { type Agreement, type AgreementChange, applyAgreement, planAgreement } from '../programs/agree';
import { sharingOf } from '../sharing/settings';
import { policyOf, trustOf } from '../suppliers/trust';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged, PageDto } from './page.dto';
import { notFound, Problem } from './problems';
import { type SupplierHealth, supplierHealth } from './supplier-health.store';
import { type NameKey, type NameReport, seenSupplier, type SupplierFacts, supplierFacts, supplierNames, supplierTerms, type TermsKey, type TermsReport } from './supplier.store'; // prettier-ignore
import { AgreementDto, DueTimesDto, PartOfSupplierDto, SupplierDto } from './suppliers.dto';
import { authorOf, needsAllPlaces, seesOf } from './who';

const isCode = isId(/^[^\0]{1,2000}$/);
type Three = readonly [string, string, string];
const isThree = (value: unknown): value is Three =>
  Array.isArray(value) && value.length === 3 && value.every((v) => typeof v === 'string' && v.length <= 2000 && !v.includes('\0'));

type Shown = Omit<SupplierFacts, 'schedules'> & {
  readonly schedules: readonly (SupplierFacts['schedules'][number] & { readonly says: string; readonly next: readonly Due[] })[];
  readonly trust: string;
  readonly replies: { readonly leave: string; readonly accepted: string; readonly stop: boolean };
  readonly sharing: { readonly as: readonly string[]; readonly when: string } | null;
};
type Page<T> = Promise<{ data: T[]; nextCursor: string | null }>;

/** A supplier whole: who they are, what is agreed, what their words mean, and how it is agreed otherwise. */
@ApiTags('suppliers')
@Controller('api/v1')
export class SuppliersController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('supplier-health')
  @Needs('read')
  @ApiOperation({ summary: 'The suppliers, by code, each with how it stands: last and next report, what is late, open or unknown', operationId: 'listSupplierHealth' }) // prettier-ignore
  @Answer(200, 'SupplierHealths', 'a page of suppliers')
  health(@Query() asked: PageDto, @Req() request: AskedRequest): Page<SupplierHealth> {
    const after = cursorOf(asked.cursor, isCode);
    return paged(
      asked.limit,
      (limit) => supplierHealth(this.gateway.db.pool, seesOf(request), { after, limit }, wallClock.now()),
      (s) => s.supplier,
    );
  }

  @Get('due-times')
  @Needs('read')
  @ApiOperation({
    summary: 'The next five times of a cadence, in words, and when each would be told as missing',
    operationId: 'listDueTimes',
  })
  @Answer(200, 'DueTimes', 'the cadence in words, and the times')
  due(@Query() { cron, timezone, grace_minutes }: DueTimesDto): { says: string; next: Due[] } {
    return { says: cadenceInWords(cron), next: checkedDues(cron, timezone, grace_minutes) };
  }

  @Get('suppliers/:supplier')
  @Needs('read')
  @ApiOperation({ summary: 'One supplier: who may send, when reports are due, what is read by which mapping', operationId: 'getSupplier' })
  @Answer(200, 'Supplier', 'the supplier')
  async one(@Param() { supplier }: SupplierDto, @Req() request: AskedRequest): Promise<Shown> {
    const found = await supplierFacts(this.gateway.db.pool, seesOf(request), supplier, wallClock.now());
    if (!found) throw notFound(`supplier ${supplier}`);
    const { schedules, ...facts } = found;
    const { settings } = this.gateway.config;
    const replies = replySettings(settings);
    const sharing = sharingOf(settings).get(supplier);
    return {
      ...facts,
      schedules: schedules.map((s) => ({
        ...{ ...s, says: cadenceInWords(s.cron) },
        next: duesOf(s.cron, s.timezone, s.grace_minutes) ?? [],
      })),
      trust: policyOf(trustOf(settings), supplier),
      replies: { ...howOf(replies, supplier), stop: replies.stop },
      sharing: sharing ? { as: sharing.as, when: whenOf(sharing.when) } : null,
    };
  }

  @Get('suppliers/:supplier/terms')
  @Needs('read')
  @ApiOperation({ summary: 'What is agreed with a supplier now, row by row: of all items, of a class, of one', operationId: 'listSupplierTerms' }) // prettier-ignore
  @Answer(200, 'SupplierTerms', 'a page of rows')
  async terms(@Param() { supplier }: SupplierDto, @Query() asked: PartOfSupplierDto, @Req() request: AskedRequest): Page<TermsReport> {
    const id = await this.known(supplier, request);
    const after = cursorOf<TermsKey>(asked.cursor, isThree);
    const { find } = asked;
    return paged(
      asked.limit,
      (limit) => supplierTerms(this.gateway.db.pool, seesOf(request), id, { after, limit, find }, wallClock.now()),
      (t): TermsKey => [t.sku, t.location, t.class ?? ''],
    );
  }

  @Get('suppliers/:supplier/names')
  @Needs('read')
  @ApiOperation({ summary: "What a supplier's numbers, places and units mean, and who said so", operationId: 'listSupplierNames' })
  @Answer(200, 'SupplierNames', 'a page of names')
  async names(@Param() { supplier }: SupplierDto, @Query() asked: PartOfSupplierDto, @Req() request: AskedRequest): Page<NameReport> {
    const id = await this.known(supplier, request);
    const after = cursorOf<NameKey>(asked.cursor, isThree);
    const { find } = asked;
    return paged(
      asked.limit,
      (limit) => supplierNames(this.gateway.db.pool, seesOf(request), id, { after, limit, find }, wallClock.now()),
      (n): NameKey => [n.about, n.qualifier, n.value],
    );
  }

  @Post('suppliers/:supplier/agreement')
  @HttpCode(200)
  @Needs('feed')
  @ApiOperation({
    summary:
      'What would be agreed otherwise; with the hash of what was shown it is agreed, as rows of the feed or as the next version of the program file',
    operationId: 'agree',
  })
  @ApiBody({ type: AgreementDto })
  @Answer(200, 'Agreement', 'what it changes, and whether it was done')
  @Answer(409, 'Problem', 'it changed since it was shown')
  async agree(
    @Param() { supplier }: SupplierDto,
    @Req() request: AskedRequest,
  ): Promise<Agreement & { applied: boolean; raised: object | null }> {
    // prettier-ignore
    const { hash, by, reason, ...asked } = await jsonBody(request, AgreementDto);
    await this.known(supplier, request);
    needsAllPlaces(request);
    const [change, now] = [changeOf(asked), wallClock.now()];
    const { db } = this.gateway;
    if (hash === undefined) return { ...(await planAgreement(db, supplier, change, now)), applied: false, raised: null };
    const done = await applyAgreement(db, supplier, change, { hash, author: authorOf(request, by), reason: reason ?? '' }, now);
    return { ...done, applied: true, raised: await evaluateNow(this.gateway, 'touched', now) };
  }

  private async known(code: string, request: AskedRequest): Promise<string> {
    const id = await seenSupplier(this.gateway.db.pool, seesOf(request), code);
    if (id === undefined) throw notFound(`supplier ${code}`);
    return id;
  }
}

const wrong = (parameter: string, detail: string): Problem =>
  new Problem(400, 'wrong-request', `${parameter}: ${detail}`, { errors: [{ code: `parameter.${parameter}`, detail, parameter }] });

/** What nobody could keep to is told before it is agreed. */
function checkedDues(cron: string, timezone: string, graceMinutes: number): Due[] {
  if (!IANAZone.isValidZone(timezone)) throw wrong('timezone', 'expected a time zone such as Europe/Berlin');
  const next = duesOf(cron, timezone, graceMinutes);
  if (next === null) throw wrong('cron', 'expected five fields such as 0 10 * * 1: minute, hour, day, month, weekday');
  if (next.length === 0) throw wrong('cron', 'it would never be due');
  return next;
}

/** Null where the text is no cron expression. */
function duesOf(cron: string, timezone: string, graceMinutes: number): Due[] | null {
  try {
    return nextDues({ cron, timezone, graceMinutes }, wallClock.now());
  } catch {
    return null;
  }
}

const whenOf = (when: 'change' | { readonly cron: string; readonly timezone: string } | undefined): string =>
  when === undefined ? 'by hand' : when === 'change' ? 'when a number changes' : `${cadenceInWords(when.cron)}, ${when.timezone}`;

function changeOf({ schedules, tolerances, thresholds, masters }: Omit<AgreementDto, 'hash' | 'by' | 'reason'>): AgreementChange {
  return {
    schedules: schedules?.map(({ document, location = '*', cron, timezone, grace_minutes }) => {
      if (cron === undefined) return { document, location, due: null };
      if (timezone === undefined) throw wrong('timezone', 'say by which clock it is due');
      checkedDues(cron, timezone, grace_minutes ?? 0);
      return { document, location, due: { cron, timezone, grace_minutes: String(grace_minutes ?? 0) } };
    }),
    tolerances: tolerances && stated(tolerances),
    thresholds: thresholds?.map(({ sku, location, min, max }) => ({ sku, location, min, max })),
    masters: masters && stated(masters),
  };
}
/** Fields that were not said are no change. */
const stated = <T extends object>(of: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined)) as { [K in keyof T]?: string };
