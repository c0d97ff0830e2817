#!/usr/bin/env bash
# Writes certificates.json: certificates that no client may take, and one that it may, for servers of the tests on this machine. Their
# keys are worth nothing. To be run again in a hundred years, or when a kind is added; needs OpenSSL 3.
set -euo pipefail
out="$(cd "$(dirname "$0")" && pwd)/certificates.json"
cd "$(mktemp -d)"
cat > ca.conf << CONF
[req]
distinguished_name = name
[name]
[ca]
default_ca = all
[all]
database = index
new_certs_dir = .
rand_serial = yes
unique_subject = no
policy = any
[any]
commonName = supplied
CONF
: > index
FROM=20200101000000Z
TO=21200101000000Z
HERE=DNS:localhost,IP:127.0.0.1
key() { openssl genpkey "${@:2}" -out "$1.key" 2> /dev/null; }
ec() { key "$1" -algorithm EC -pkeyopt ec_paramgen_curve:P-256; }
rsa() { key "$1" -algorithm RSA -pkeyopt "rsa_keygen_bits:$2"; }
alone() { # name, subject, extensions
  printf '%s\n' "$3" > ext
  openssl req -new -config ca.conf -key "$1.key" -subj "/CN=$2" -out csr
  openssl ca -batch -notext -config ca.conf -selfsign -keyfile "$1.key" -in csr -extfile ext -startdate $FROM -enddate $TO -md sha256 -out "$1.crt" 2> /dev/null
}
authority() { alone "$1" "$2" $'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign'; }
leaf() { # name, authority, from, to, names, use, digest
  printf 'subjectAltName=%s\nextendedKeyUsage=%s\nbasicConstraints=CA:false\n' "$5" "$6" > ext
  openssl req -new -config ca.conf -key "$1.key" -subj /CN=localhost -out csr
  openssl ca -batch -notext -config ca.conf -cert "$2.crt" -keyfile "$2.key" -in csr -extfile ext -startdate "$3" -enddate "$4" -md "$7" -out "$1.crt" 2> /dev/null
}
ec authority && authority authority 'an authority of the tests'
ec stranger && authority stranger 'an authority that nobody trusts'
rsa elder 2048 && authority elder 'an authority of old'
rsa small 1024
rsa old 2048
for name in good expired early other unknown client alone; do ec $name; done
leaf good authority $FROM $TO $HERE serverAuth sha256
leaf expired authority $FROM 20210101000000Z $HERE serverAuth sha256
leaf early authority 21190101000000Z $TO $HERE serverAuth sha256
leaf other authority $FROM $TO DNS:mail.acme.example serverAuth sha256
leaf unknown stranger $FROM $TO $HERE serverAuth sha256
leaf client authority $FROM $TO $HERE clientAuth sha256
leaf small authority $FROM $TO $HERE serverAuth sha256
leaf old elder $FROM $TO $HERE serverAuth sha1
alone alone localhost "subjectAltName=$HERE"
node -e '
const fs = require("node:fs");
const read = (f) => fs.readFileSync(f, "utf8");
const of = (n) => [n, { cert: read(`${n}.crt`), key: read(`${n}.key`) }];
const servers = Object.fromEntries(["good", "expired", "early", "other", "unknown", "client", "small", "old", "alone"].map(of));
fs.writeFileSync(process.argv[1], `${JSON.stringify({ authorities: [read("authority.crt"), read("elder.crt")], servers }, null, 1)}\n`);
' "$out"
