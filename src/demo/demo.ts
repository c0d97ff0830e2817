import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeCompany, type Company } from './company';
import type { Paper } from './documents';
import { Printer, type Screen } from './screen';
import type { DemoDocument, DemoException, DemoServices } from './services';
import { about, next, numbers, source, title } from '../domain/exceptions/words';

const MAIL_PATIENCE_MS = 10_000;
const PATIENCE_MS = 60_000; // a file that is not read by then is a fault worth telling, not worth waiting for

/** Tells what happens while it happens: history, then three documents, then one of the buyer's own bookings. */
export async function runDemo(services: DemoServices, out: Screen, options: { plain?: boolean } = {}): Promise<void> {
  await new Narrator(services, new Printer(out, options.plain ?? !out.isTTY), out.isTTY === true).tell();
}

class Narrator {
  private known = new Map<string, DemoException>();
  private step = 0;

  constructor(
    private readonly services: DemoServices,
    private readonly print: Printer,
    private readonly watching: boolean, // at a terminal the demo goes on until it is stopped
  ) {}

  async tell(): Promise<void> {
    this.print.line();
    this.print.line(
      ` ${this.print.paint('bold', 'Crosscount demo')}   ${this.watching ? 'Ctrl-C stops it; ' : ''}the data stay in ${this.services.home}; npm run demo -- --fresh begins again`,
    );
    if (!(await this.services.isEmpty())) return this.again();
    const company = writeCompany(path.join(this.services.home, 'company'), this.services.clock());
    await this.history(company);
    for (const paper of company.today) await this.document(paper);
    await this.booking(company);
    await this.alerts(company);
    this.closing();
  }

  private async again(): Promise<void> {
    const open = (await this.services.exceptions()).filter(isOpen);
    this.print.line(` It has run here before, with ${counted(open.length, 'exception')} open. Drop a file of your own, or begin again:`);
    this.closing();
  }

  private async history(company: Company): Promise<void> {
    const { name, sites, suppliers, items, days, happenings, timeline } = company;
    this.print.line(
      ` ${name}, an invented company: ${sites} sites, ${suppliers} suppliers, ${items} items. Its last ${days} days go through the gateway:`,
    );
    const begun = performance.now();
    await this.services.backfill(timeline);
    const took = ((performance.now() - begun) / 1000).toFixed(1);
    const all = await this.services.exceptions();
    const open = all.filter(isOpen);
    this.print.line(
      ` ${happenings} exports and documents in ${took} s; ${all.length} exceptions opened, ${all.length - open.length} closed again by themselves.`,
    );
    this.print.line();
    this.print.line(` Still open this morning`);
    for (const e of open.filter((x) => x.suppressed_by === null))
      this.print.line(`   ${about(e).padEnd(16)} ${this.print.paint('yellow', title(e).padEnd(42))} since ${e.opened_at.slice(0, 10)}`);
    this.remember(all);
  }

  private async document(paper: Paper): Promise<void> {
    this.heading(`${paper.supplier.name} sends ${paper.what}`);
    const name = path.basename(paper.file);
    if (paper.mailedFrom !== undefined) {
      const to = await this.services.mail(paper.mailedFrom, path.basename(name, path.extname(name)), paper.file);
      this.print.step(this.time(), 'mailed', `${name}, ${paper.mailedFrom} to ${to}`);
    } else {
      const folder = path.join(this.services.dropFolder, paper.supplier.code);
      fs.mkdirSync(folder, { recursive: true });
      fs.copyFileSync(paper.file, path.join(folder, name));
      this.print.step(this.time(), 'dropped', path.relative('.', path.join(folder, name)));
    }
    const document = await this.followed(name);
    if (document) this.news(await this.services.exceptions());
    if (document && paper.mailedFrom !== undefined) await this.answer(paper.mailedFrom);
  }

  /** What the supplier is written back at once. */
  private async answer(to: string): Promise<void> {
    const reply = await this.left((mail) => mail.to === to);
    if (reply) this.print.step(this.time(), 'answered', `${to}: ${path.relative('.', reply.file)}`);
    else this.print.step(this.time(), 'waiting', `no reply left yet; see: npx crosscount replies`, 'red');
  }

  private async left(
    wanted: (mail: { readonly to: string }) => boolean,
  ): Promise<{ readonly to: string; readonly file: string } | undefined> {
    const until = performance.now() + MAIL_PATIENCE_MS;
    while (!this.services.outbox().some(wanted) && performance.now() < until) await pause(150);
    return this.services.outbox().find(wanted);
  }

  /** Waits for the file to be taken, read and judged, and tells each of these once. */
  private async followed(name: string): Promise<DemoDocument | undefined> {
    const until = performance.now() + PATIENCE_MS;
    let told = false;
    while (performance.now() < until) {
      const document = await this.services.document(name);
      if (document && !told) {
        told = true;
        this.read(document);
      }
      if (document?.evaluated) return document;
      await pause(150);
    }
    this.print.step(this.time(), 'waiting', `nothing was heard of ${name} for a minute; see: npx crosscount doc list`, 'red');
    return undefined;
  }

  private read(document: DemoDocument): void {
    const parked = document.lines.filter((l) => l.parked !== null);
    const kind = document.kind.replaceAll('_', ' ');
    const asOf = typeof document.as_of === 'string' ? `, as of ${document.as_of.slice(0, 10)}` : '';
    this.print.step(
      this.time(),
      'read',
      `${kind} of ${document.supplier ?? 'an unknown sender'}${asOf}, ${counted(document.lines.length, 'line')}`,
    );
    const matched = document.lines.length - parked.length;
    this.print.step(
      '',
      'matched',
      `${matched} of ${counted(document.lines.length, 'line')} to our items${parked.length ? `; ${parked.length} kept aside` : ''}`,
    );
    for (const issue of document.issues.filter((i) => i.severity === 'error').slice(0, 3))
      this.print.step('', 'problem', [issue.detail, issue.place].filter(Boolean).join(' · '), 'yellow');
  }

  /** What is open now and was not, and what was open and is not. */
  private news(all: readonly DemoException[]): void {
    const raised = all.filter((e) => isOpen(e) && e.suppressed_by === null && !isOpen(this.known.get(e.id)));
    const closed = all.filter((e) => !isOpen(e) && isOpen(this.known.get(e.id)));
    raised.forEach((e) => this.raised(e));
    closed.forEach((e) =>
      this.print.step(this.time(), 'closed', `${about(e)}: ${title(e)}, open since ${e.opened_at.slice(0, 10)}`, 'green'),
    );
    if (!raised.length && !closed.length) this.print.step(this.time(), 'agreed', 'nothing to raise', 'green');
    this.remember(all);
  }

  private raised(e: DemoException): void {
    this.print.step(
      this.time(),
      'raised',
      `${this.print.paint('bold', about(e))}: ${title(e)}; ${numbers(e)}`,
      e.severity === 'critical' ? 'red' : 'yellow',
    );
    if (e.cause) this.print.step('', '  why', e.cause.text);
    if (source(e)) this.print.step('', '  where', source(e));
    this.print.step('', '  next', next(e));
  }

  private async booking(company: Company): Promise<void> {
    this.heading(`${company.name} finds the pallet on its dock and books it; its own system exports that`);
    await this.services.importFeed(company.lateBooking);
    this.print.step(this.time(), 'imported', path.relative('.', company.lateBooking));
    this.news(await this.services.exceptions());
  }

  /** What people were told meanwhile; the outbox is looked into every second. */
  private async alerts(company: Company): Promise<void> {
    this.heading(`The planners of ${company.name} were told by mail; here it goes into a folder`);
    const suppliers = company.today.map((paper) => paper.mailedFrom);
    const isOurs = ({ to }: { readonly to: string }): boolean => !suppliers.includes(to);
    await this.left(isOurs);
    const mails = this.services.outbox().filter(isOurs);
    for (const { to, file } of mails) this.print.step('', 'told', `${to}: ${path.relative('.', file)}`);
    if (mails.length === 0) this.print.step('', 'told', 'nobody: nothing could not wait for the digest');
  }

  private closing(): void {
    this.print.line();
    const where = this.watching ? 'in a second terminal (the demo goes on watching its folder)' : 'the data stay';
    if (this.watching && this.services.console !== null) {
      this.print.line(' The console, in a browser:');
      this.print.line(`   ${this.services.console}`);
    }
    this.print.line(` Look further, ${where}:`);
    this.print.line(`   export CROSSCOUNT_HOME=${this.services.home}`);
    this.print.line('   npx crosscount exceptions                what is open, and why');
    this.print.line('   npx crosscount comparisons               every count beside our book, with the reason');
    if (!this.watching) this.print.line('   npx crosscount serve                     the console in a browser, by the link that it prints');
    if (this.watching)
      this.print.line(`   ${`cp FILE ${path.relative('.', this.services.dropFolder)}/SUPPLIER/`.padEnd(40)} drop one of your own`);
    this.print.line();
  }

  private heading(text: string): void {
    this.step += 1;
    this.print.line();
    this.print.line(` ${this.print.paint('bold', `${this.step}  ${text}`)}`);
  }

  private remember(all: readonly DemoException[]): void {
    this.known = new Map(all.map((e) => [e.id, e]));
  }

  private time(): string {
    return new Date(this.services.clock()).toTimeString().slice(0, 8);
  }
}

const counted = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
const isOpen = (e: DemoException | undefined): boolean => e !== undefined && e.status !== 'resolved';
