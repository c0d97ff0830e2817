import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GATEWAY } from '../../../gateway.token';
import type { Database } from '../../../database/open';
import { wallClock } from '../../../platform/clock';
import type { Config } from '../../../platform/config';
import type { Logger } from '../../../platform/logger';
import { auditHead } from './audit.store';
import { headsFile, writeHead } from './heads';

const EVERY_MS = 3_600_000;

/** Writes the head of the audit log down once an hour, and at the end. */
@Injectable()
export class AuditService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(GATEWAY) private readonly gateway: { readonly db: Database; readonly config: Config; readonly log: Logger }) {}

  onApplicationBootstrap(): void {
    void this.write();
    this.timer = setInterval(() => void this.write(), EVERY_MS);
    this.timer.unref();
  }

  private async write(): Promise<void> {
    try {
      const head = await auditHead(this.gateway.db.pool);
      if (head) await writeHead(headsFile(this.gateway.config.home), { at: wallClock.now(), n: head.n, hash: head.hash });
    } catch (error) {
      this.gateway.log.warn(`the head of the audit log could not be written down: ${(error as Error).message}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }
}
