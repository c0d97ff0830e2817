import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import fs from 'node:fs/promises';
import { type AnyMapping, parseMapping } from '../../domain/mapping/any-mapping';
import type { YamlFault } from '../../domain/mapping/checked-yaml';
import { lastName } from '../../domain/syntax/part-names';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { rawFileOf } from '../documents/receipt-report.store';
import type { FileEffect } from '../pipeline/effect';
import type { Gateway } from '../pipeline/gateway';
import { asFile, lookAt, ourNames } from '../pipeline/look';
import type { Looked, LookTask } from '../pipeline/look-delivery';
import { type Trial, type Tried, tryDraft } from '../pipeline/try-draft';
import { tryText } from '../pipeline/try-mapping';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { LookDto, type SampleDto, TestDto, TrialDto } from './mappings.dto';
import { Needs } from './needs';
import { notFound, Problem } from './problems';
import { checkSupplier } from './uploads.controller';
import { needsAllPlaces, seesOf } from './who';

const LINES = 200; // of each document
const [CHANGES, ISSUES] = [200, 100]; // of each file that a draft is tested on

interface Tested extends Omit<FileEffect, 'receivedAt'> {
  readonly received_at: string;
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
}

/** What a mapping would do, before anybody publishes it. Nothing of it is stored. */
@ApiTags('mappings')
@Controller('api/v1/mapping-studio')
export class StudioController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post('suggestions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'The lists of a file as they were sent, and what their columns seem to mean, with what says so; questions instead of guesses',
    operationId: 'suggestMapping',
  })
  @ApiBody({ type: LookDto })
  @Answer(200, 'Looked', 'each list with its first rows, its columns, and a mapping where enough is known')
  async suggest(@Req() request: AskedRequest): Promise<Looked & { places: string[]; units: string[] }> {
    needsAllPlaces(request);
    const asked = await jsonBody(request, LookDto);
    await checkSupplier(this.gateway.db.pool, asked.supplier, seesOf(request));
    const { supplier, sheet, header_row: headerRow } = asked;
    const task: LookTask = { supplier, ...(sheet === undefined ? {} : { sheet }), ...(headerRow === undefined ? {} : { headerRow }) };
    const sample = await this.sampleOf(request, asked, null);
    const looked = await ('path' in sample
      ? lookAt(this.gateway, sample, task)
      : asFile(sample.bytes, (file) => lookAt(this.gateway, { path: file, name: sample.name, receivedAt: wallClock.now() }, task)));
    return { ...looked, ...(await ourNames(this.gateway.db.pool, supplier, seesOf(request).suppliers === null)) };
  }

  @Post('trials')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'What a draft alone would read of a file, on the way that every file takes', operationId: 'tryMapping' })
  @ApiBody({ type: TrialDto })
  @Answer(200, 'MappingTrial', 'its documents with their first lines and all problems; or what is wrong with the draft, by line and column')
  async try(@Req() request: AskedRequest): Promise<Trial & { supplier: string | null; faults: readonly YamlFault[]; took_ms: number }> {
    needsAllPlaces(request);
    const asked = await jsonBody(request, TrialDto);
    const begun = performance.now();
    const draft = parseMapping(asked.text, 'mapping');
    const sample = await this.sampleOf(request, asked, 'mapping' in draft ? draft.mapping.supplier : null);
    if (!('mapping' in draft)) return { documents: [], waiting: [], supplier: null, faults: draft.faults, took_ms: 0 };
    await this.checkTheirs(request, draft.mapping);
    const tried: Tried = 'path' in sample ? sample.tried : { name: sample.name, bytes: sample.bytes };
    const trial = await tryDraft(this.gateway, { ...draft, text: asked.text }, tried, asked.lines ?? LINES, wallClock.now());
    return { ...trial, supplier: draft.mapping.supplier, faults: [], took_ms: Math.round(performance.now() - begun) };
  }

  @Post('tests')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: "What a draft would make of the supplier's newest files otherwise than they are read now",
    operationId: 'testMapping',
  })
  @ApiBody({ type: TestDto })
  @Answer(200, 'MappingTest', 'by file: lines that stay the same, are gained, lost or changed')
  async test(@Req() request: AskedRequest): Promise<{ faults: readonly YamlFault[]; files: Tested[] }> {
    needsAllPlaces(request);
    const { text, last = 10 } = await jsonBody(request, TestDto);
    const draft = parseMapping(text, 'mapping');
    if (!('mapping' in draft)) return { faults: draft.faults, files: [] };
    await this.checkTheirs(request, draft.mapping);
    const effects = await tryText(this.gateway, { ...draft, text }, last);
    return { faults: [], files: effects.map(testedOf) };
  }

  private checkTheirs(request: AskedRequest, { supplier }: AnyMapping): Promise<void> {
    return checkSupplier(this.gateway.db.pool, supplier, seesOf(request));
  }

  /** Of a document that is of nobody or of somebody else only its bytes are taken, as if this supplier had sent them now. */
  private async sampleOf(
    request: AskedRequest,
    { document, file }: SampleDto,
    supplier: string | null,
  ): Promise<{ path: string; name: string; receivedAt: string; tried: Tried } | { name: string; bytes: Buffer }> {
    if (document === undefined) {
      if (!file) throw new Problem(400, 'wrong-request', 'say which document, or send the file');
      return { name: lastName(file.name), bytes: Buffer.from(file.base64, 'base64') };
    }
    const { db, storage } = this.gateway;
    const found = await rawFileOf(db.pool, seesOf(request), document);
    if (!found) throw notFound(`document ${document}`);
    const path = await storage.sound(found.sha256);
    const own = supplier === null || found.supplier === supplier;
    const tried = own ? { receiptId: found.receiptId } : { name: found.name, bytes: await fs.readFile(path) };
    return { path, name: found.name, receivedAt: found.receivedAt, tried };
  }
}

function testedOf({ receivedAt, lines, issues, ...rest }: FileEffect): Tested {
  const count = (change: string): number => lines.filter((l) => l.change === change).length;
  return {
    ...rest,
    received_at: receivedAt,
    ...{ gained: count('gained'), lost: count('lost'), changed: count('changed') },
    lines: lines.slice(0, CHANGES),
    issues: issues.slice(0, ISSUES),
  };
}
