import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A scanner's behavior: `sarif` is what it writes, undefined for nothing; `says` goes to stderr. */
export type Act = Readonly<{ exit: number; sarif?: unknown; says?: string }>;

/** A scanner's last call: its arguments, the logins it saw, the architectures in the archives, and the engine it was
 * sent to. */
export type Call = Readonly<{ argv: readonly string[]; logins: string; archives: string; host: string }>;

/** Records its argv and the content of docker's config, writes the report to the path of --output, and exits. */
const SCRIPT = (folder: string, name: string) => `#!/bin/bash
if [ "$1" = docker-cli-plugin-metadata ]; then
  echo '{"SchemaVersion":"0.1.0","Vendor":"Test","Version":"0"}'
  exit 0
fi
printf '%s\\0' "$@" > '${folder}/${name}.argv'
printf %s "$DOCKER_HOST" > '${folder}/${name}.host'
cat "\${DOCKER_CONFIG:-$HOME/.docker}/config.json" > '${folder}/${name}.logins' 2>/dev/null
for word in "$@"; do
  case "$word" in --input=*) grep -ao '"architecture":"[a-z0-9]*"' "\${word#--input=}" | sort -u >> '${folder}/${name}.archives' ;; esac
  case "$word" in --output=sarif=*) out="\${word#--output=sarif=}" ;; --output=table) ;; --output=*) out="\${word#--output=}" ;; esac
done
cat '${folder}/${name}.says' >&2
[ -s '${folder}/${name}.sarif' ] && cat '${folder}/${name}.sarif' > "$out"
exit "$(cat '${folder}/${name}.exit')"
`;

/** Scanners by their real names: `trivy` and `grype` for PATH, `docker-scout` for docker's own plugins. */
export function fakeScanners(folder: string) {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const write = (place: string, name: string) => {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), SCRIPT(folder, name));
    chmodSync(join(place, name), 0o755);
  };
  return {
    /** For PATH. */
    bin,
    /** Installs one that behaves like this. */
    install(name: string, { exit, sarif, says = '' }: Act, place = bin): void {
      write(place, name);
      writeFileSync(join(folder, `${name}.exit`), String(exit));
      writeFileSync(join(folder, `${name}.says`), says);
      writeFileSync(join(folder, `${name}.sarif`), sarif === undefined ? '' : JSON.stringify(sarif));
      writeFileSync(join(folder, `${name}.argv`), '');
    },
    call(name: string): Call {
      const read = (suffix: string) => {
        const path = join(folder, `${name}.${suffix}`);
        return existsSync(path) ? readFileSync(path, 'utf8') : '';
      };
      return {
        argv: read('argv').split('\0').slice(0, -1),
        logins: read('logins'),
        archives: read('archives'),
        host: read('host'),
      };
    },
  };
}

/** A report in the form of SARIF 2.1.0, with a finding for each of these severities. */
export function sarifOf(...severities: readonly string[]) {
  const rule = (severity: string, at: number) => ({
    id: `CVE-2026-${1000 + at}`,
    properties: { tags: ['vulnerability', 'security', severity.toUpperCase()] },
  });
  const result = (severity: string, at: number) => ({
    ruleId: `CVE-2026-${1000 + at}`,
    level: 'error',
    message: { text: `Package: libhull\nInstalled Version: 1.${at}\nSeverity: ${severity}\nFixed Version: 2.${at}` },
  });
  const driver = { name: 'Fake', rules: severities.map(rule) };
  return { version: '2.1.0', runs: [{ tool: { driver }, results: severities.map(result) }] };
}
