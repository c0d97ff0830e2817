#!/usr/bin/env bash
# Installs what the tests hold the gateway against and npm does not bring: a real IMAP server, a real one of SFTP, and a browser. Nothing is
# started here; each spec starts its own, as an unprivileged account, on a port of its own, and stops it. Where they cannot be
# had, the specs fall back to hoodiecrow-imap and to ssh2's own server, and say so; those of test/browser are then skipped by name,
# which .ci/run does not take for passed.
set -uo pipefail
has_dovecot() { { dovecot --version || /usr/sbin/dovecot --version; } 2> /dev/null | grep -q '^2\.3\.'; }
has_sshd() { [ -x /usr/sbin/sshd ]; }
has_browser() { [ -x /usr/bin/chromium-headless-shell ] || [ -x /usr/bin/chromium ]; }
wanted=()
has_dovecot || wanted+=(dovecot-imapd)
has_sshd || wanted+=(openssh-server)
[ -x /usr/bin/chromium-headless-shell ] || wanted+=(chromium-headless-shell fonts-dejavu-core)
[ ${#wanted[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  # A package that brings a service starts it, unless this says that it may not.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' > $policy && chmod 755 $policy
    trap 'rm -f $policy' EXIT
  fi
  for package in "${wanted[@]}"; do
    install() { apt-get install -y --no-install-recommends "$package" > /dev/null 2>&1; }
    install || { apt-get update > /dev/null 2>&1 && install; }
  done
  has_browser || apt-get install -y --no-install-recommends chromium > /dev/null 2>&1 # older ones have no package without a desktop
fi
if has_dovecot; then echo 'Dovecot is there' >&2; else echo 'no Dovecot 2.3 can be had: the mailbox of the tests is played by hoodiecrow-imap' >&2; fi
if has_sshd; then echo 'sshd is there' >&2; else echo 'no sshd can be had: the server of SFTP of the tests is played by ssh2' >&2; fi
if has_browser; then echo 'Chromium is there' >&2; else echo 'no Chromium can be had: the specs of test/browser are skipped' >&2; fi
