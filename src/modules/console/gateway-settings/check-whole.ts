import { signInSettings } from '../../access/settings';
import { openReplies } from '../../acks/reply/replies';
import { Alerts } from '../../alerts/alerts';
import { channelsOf } from '../../channels/settings';
import { claimWays } from '../../claims/settings';
import { openWriters } from '../../outbox/writers';
import type { Gateway } from '../../pipeline/gateway';
import { openWays } from '../../replenishment/place';
import { approvalRules } from '../../replenishment/settings';
import { periodsOf } from '../../retention/settings';
import { sharingOf } from '../../sharing/settings';
import { ediOf } from '../../suppliers/edi';
import { trustOf } from '../../suppliers/trust';
import type { Config } from '../../../platform/config';
import { dialerOf } from '../../../platform/dialer/dialer';
import { webSettings } from '../settings';

/**
 * Everything that a start would refuse, without opening anything: a file that is written here must not be one with which the gateway
 * does not come up again. Throws ConfigError with the place.
 */
export function checkWhole(config: Config, gateway: Gateway): void {
  const { settings } = config;
  for (const section of [trustOf, ediOf, periodsOf, sharingOf, signInSettings, webSettings, dialerOf, approvalRules, openWays, claimWays])
    section(settings);
  openReplies(settings, config.home);
  openWriters(settings);
  Alerts.open(settings);
  for (const { make } of channelsOf(config)) make({ ...gateway, config });
}
