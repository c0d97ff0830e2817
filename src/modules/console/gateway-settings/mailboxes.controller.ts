import { Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../../gateway.token';
import { listFolders, type MailFolder, type TriedMail, tryMailbox } from '../../channels/imap/try-mailbox';
import type { Gateway } from '../../pipeline/gateway';
import { suppliersByAddress } from '../../suppliers/suppliers.store';
import { wallClock } from '../../../platform/clock';
import { Answer } from '../asked';
import type { AskedRequest } from '../door';
import { jsonBody } from '../json-body';
import { Needs } from '../needs';
import { notFound } from '../problems';
import { Rate } from '../rate';
import { needsEverything, principalOf } from '../who';
import { mailboxMeant } from './mailbox';
import { orNotReached } from './refusing';
import { MailboxDto, PastedDto } from './settings.dto';
import { type SigningIn, SigningsIn } from './signing-in';

const NEWEST = 20;
const LONGEST_SECONDS = 20; // somebody waits before the screen

export interface Tried extends TriedMail {
  readonly suppliers: readonly string[]; // whose the sender is
}

/** A mailbox before it is saved: whether it lets us in, what is in it, and what would be taken. Nothing in it is changed. */
@ApiTags('settings')
@Controller('api/v1/mailboxes')
export class MailboxesController {
  private readonly outward = new Rate(20 / 60, 10); // each is a connection to somebody else
  private readonly signings = new SigningsIn();

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post('folders')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'Sign in to a mailbox as described, and name its folders; nothing is opened', operationId: 'listFolders' })
  @ApiBody({ type: MailboxDto })
  @Answer(200, 'MailFolders', 'the folders that the server has')
  @Answer(409, 'Problem', 'it cannot be reached or does not let us in, and what to do about it')
  async folders(@Req() request: AskedRequest): Promise<{ data: MailFolder[] }> {
    const { settings, dialer, tokens } = await this.meant(request);
    return { data: await orNotReached(() => listFolders(settings, dialer, tokens)) };
  }

  @Post('dry-runs')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({
    summary: 'What would become of the newest twenty mails, each with its reason; nothing is marked or moved',
    operationId: 'dryRun',
  })
  @ApiBody({ type: MailboxDto })
  @Answer(200, 'TriedMails', 'the newest first')
  @Answer(409, 'Problem', 'it cannot be reached or does not let us in, and what to do about it')
  async dryRun(@Req() request: AskedRequest): Promise<{ data: Tried[] }> {
    const { settings, dialer, tokens } = await this.meant(request);
    const mails = await orNotReached(() => tryMailbox(settings, NEWEST, dialer, tokens));
    const data: Tried[] = [];
    for (const mail of mails) data.push({ ...mail, suppliers: await this.whose(settings.supplier, mail.from) });
    return { data };
  }

  @Get('sign-ins')
  @Needs('manage')
  @ApiOperation({ summary: 'Sign-ins at a provider that were begun here, and how they stand', operationId: 'listMailboxSignIns' })
  @Answer(200, 'MailboxSignIns', 'those of this process')
  signIns(@Req() request: AskedRequest): { data: readonly SigningIn[] } {
    needsEverything(request);
    return { data: this.signings.list() };
  }

  @Post('sign-ins')
  @HttpCode(202)
  @Needs('manage')
  @ApiOperation({ summary: 'Begin to sign in to a mailbox at its provider; what to do stands in the list a moment later', operationId: 'beginMailboxSignIn' }) // prettier-ignore
  @ApiBody({ type: MailboxDto })
  @Answer(202, 'MailboxSignIn', 'begun')
  @Answer(409, 'Problem', 'no person signs in for it')
  async signIn(@Req() request: AskedRequest): Promise<SigningIn> {
    return this.signings.begin(this.gateway, await this.meant(request), principalOf(request).name);
  }

  @Post('sign-ins/pastes')
  @HttpCode(204)
  @Needs('manage')
  @ApiOperation({ summary: 'The address of the last page of the browser, where it could not be shown', operationId: 'pasteSignIn' })
  @ApiBody({ type: PastedDto })
  async paste(@Req() request: AskedRequest): Promise<void> {
    needsEverything(request);
    const { name, address } = await jsonBody(request, PastedDto);
    if (!this.signings.paste(name, address)) throw notFound(`sign-in to ${name} that waits for an address`);
  }

  private async meant(request: AskedRequest): ReturnType<typeof mailboxMeant> {
    needsEverything(request);
    const { settings } = await jsonBody(request, MailboxDto);
    this.outward.take(principalOf(request).id, wallClock.now());
    const meant = await mailboxMeant(this.gateway, settings);
    return { ...meant, settings: { ...meant.settings, timeout_seconds: Math.min(meant.settings.timeout_seconds, LONGEST_SECONDS) } };
  }

  private async whose(supplier: string | undefined, from: string | null): Promise<string[]> {
    if (supplier !== undefined) return [supplier];
    return from === null ? [] : (await suppliersByAddress(this.gateway.db.pool, from)).map((s) => s.code);
  }
}
