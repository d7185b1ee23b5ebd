import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../src/host/errors.ts';
import { renderSummary } from '../src/report/summary/summary.ts';
import { red, say } from './say.ts';
import { ends } from './summaries/ends.ts';
import { pageOf } from './summaries/page.ts';

/**
 * `npm run summaries` draws the job summaries of seven outcomes, as written by the action, into .slipway/summaries:
 * look at them after a change in src/report/summary. With `--write`, two of them replace those in docs/images.
 *
 * It needs Chromium: `CHROMIUM=/path/to/chrome` if it is not called `chromium`.
 */
const root = join(import.meta.dirname, '..');
const folder = join(root, '.slipway/summaries');
const IN_DOCS = ['published', 'tests-failed'];
const chromium = process.env.CHROMIUM ?? 'chromium';

const temporary = mkdtempSync(join(tmpdir(), 'slipway-summaries-'));
try {
  mkdirSync(folder, { recursive: true });
  for (const [name, facts] of ends()) {
    const page = join(temporary, `${name}.html`);
    writeFileSync(page, pageOf(renderSummary(facts)));
    draw(page, join(folder, `${name}.png`));
    say(`${join(folder, `${name}.png`)} is drawn.`);
  }
  if (process.argv.includes('--write')) {
    for (const name of IN_DOCS)
      copyFileSync(join(folder, `${name}.png`), join(root, `docs/images/summary-${name}.png`));
  }
} catch (error) {
  process.stderr.write(`${red(messageOf(error))}\n`);
  process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** A picture as high as the page: Chromium's own have a fixed size, so the height is read first. */
function draw(page: string, picture: string): void {
  const run = (...args: readonly string[]) =>
    execFileSync(
      chromium,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        `--user-data-dir=${temporary}/profile`,
        ...args,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
    );
  const measuring = `${page}.measure.html`;
  const script = '<script>document.title = String(document.documentElement.getBoundingClientRect().height)</script>';
  writeFileSync(measuring, `${readFileSync(page, 'utf8')}${script}`);
  const height = Math.ceil(
    Number(/<title>([\d.]+)<\/title>/.exec(run('--dump-dom', `file://${measuring}`))?.[1] ?? 1200),
  );
  run(`--screenshot=${picture}`, `--window-size=980,${height}`, `file://${page}`);
}
