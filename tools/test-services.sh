#!/usr/bin/env bash
# Installs what the tests hold the gateway against and npm does not bring: a real IMAP server. Nothing is started here; each
# spec starts its own, as an unprivileged account, on a port of its own, and stops it. Where it cannot be had, the mail specs
# fall back to hoodiecrow-imap and say so.
set -uo pipefail
if dovecot --version 2>/dev/null | grep -q '^2\.3\.' || /usr/sbin/dovecot --version 2>/dev/null | grep -q '^2\.3\.'; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
  echo 'no Dovecot 2.3 here, and no way to install it: the mailbox of the tests is played by hoodiecrow-imap' >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y --no-install-recommends dovecot-imapd > /dev/null 2>&1; }
if install || { apt-get update > /dev/null 2>&1 && install; }; then
  echo "Dovecot $(/usr/sbin/dovecot --version) is installed" >&2
else
  echo 'Dovecot cannot be installed: the mailbox of the tests is played by hoodiecrow-imap' >&2
fi
