import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { historyOf } from '../../scripts/docs/history.ts';
import { hashOf, namesIn, type Preview, previewProblems, withPreview } from '../../scripts/docs/preview.ts';
import { REPOSITORY } from '../../src/host/project.ts';

const root = join(import.meta.dirname, '../..');
const reader = (folder: string) => (path: string) => readFileSync(join(folder, path), 'utf8');

describe('the commit that workflows and pages call before the first release', () => {
  const { release, preview } = JSON.parse(reader(root)('package.json')) as { release?: object; preview?: Preview };
  const history = historyOf(root);
  const isThere = preview !== undefined && history?.at(preview.sha) !== undefined;

  test('is recorded until there is a release', () => expect(preview === undefined).toBe(release !== undefined));

  test(
    isThere || history?.isShallow === false
      ? 'has all inputs and outputs of today'
      : 'has all inputs and outputs of today, by its recorded hash: this clone lacks the commit',
    () => {
      if (preview === undefined) return;
      const problems = previewProblems(preview, reader(root), history ?? { isShallow: true, at: () => undefined });
      expect(problems.map(problem => `${problem} Commit, and run "npm run docs -- --pin".`)).toEqual([]);
    },
  );
});

describe('a preview', () => {
  const home = mkdtempSync(join(tmpdir(), 'slipway-preview-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const work = join(home, 'work');
  const env = { PATH: process.env.PATH, HOME: home, GIT_CONFIG_NOSYSTEM: '1' };
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Mona', '-c', 'user.email=mona@acme.example', ...args], {
      cwd: work,
      env,
      encoding: 'utf8',
    }).trim();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), text);
  };
  const commit = (): string => {
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Change');
    return git('rev-parse', 'HEAD');
  };
  const action = (...inputs: readonly string[]) =>
    `inputs: {${inputs.map(name => `${name}: {}`).join(', ')}}\noutputs: {digest: {}}\n`;
  const workflow = (ref: string) =>
    `on: {workflow_call: {secrets: {KEY: {}}}}\njobs:\n  image:\n    uses: ${REPOSITORY}@${ref} # 0.1.0 preview\n`;
  const problems = (preview: Preview, folder = work) => previewProblems(preview, reader(folder), historyOf(folder)!);
  const at = (sha: string) =>
    (JSON.parse(withPreview('{"version": "0.1.0"}', sha, historyOf(work)!.at(sha)!)) as { preview: Preview }).preview;

  mkdirSync(work);
  git('init', '--quiet', '--initial-branch=main');
  write('package.json', '{"version": "0.1.0"}');
  write('verify/action.yml', action('image'));
  write('action.yml', action('images', 'tags'));
  for (const name of ['publish', 'verify']) write(`.github/workflows/${name}.yml`, workflow('v1'));
  const first = commit();
  for (const name of ['publish', 'verify']) write(`.github/workflows/${name}.yml`, workflow(first));
  const second = commit();

  test('records the version, and the names of all inputs, secrets and outputs', () => {
    const names = [
      ...['publish', 'verify'].map(name => `.github/workflows/${name}.yml: secrets.KEY`),
      ...['inputs.images', 'inputs.tags', 'outputs.digest'].map(name => `action.yml: ${name}`),
      ...['inputs.image', 'outputs.digest'].map(name => `verify/action.yml: ${name}`),
    ];
    expect(namesIn(reader(work))).toEqual(names);
    expect(at(second)).toEqual({ version: '0.1.0 preview', sha: second, interface: hashOf(names) });
    expect(problems(at(second))).toEqual([]);
  });

  test('has workflows that call a commit', () => {
    expect(problems(at(first))).toEqual(['Its workflows call v1, which is not in the history of this branch.']);
  });

  test('is a commit of this branch, with its own hash', () => {
    const sha = 'c0ffee'.padEnd(40, '0');
    expect(problems({ ...at(second), sha })).toEqual([`${sha} is not in the history of this branch.`]);
    expect(problems({ ...at(second), interface: hashOf([]) })).toEqual([`The recorded hash is not that of ${second}.`]);
    expect(() => withPreview('{"release": {}}', second, reader(work))).toThrow('release.yml writes its commit');
  });

  test('has every input, and so has the commit that its workflows call', () => {
    write('action.yml', action('images', 'tags', 'labels'));
    expect(problems(at(second))).toEqual([`${second} lacks action.yml: inputs.labels.`]);
    const third = commit();
    expect(problems(at(third))).toEqual([`${first}, which its workflows call, lacks action.yml: inputs.labels.`]);
    for (const name of ['publish', 'verify']) write(`.github/workflows/${name}.yml`, workflow(third));
    expect(problems(at(commit()))).toEqual([]);
  });

  test('is compared by its hash in a clone without its commit', () => {
    const [old, now] = [at(second), at(git('rev-parse', 'HEAD'))];
    write('NEWS', 'Something newer');
    commit();
    const shallow = join(home, 'shallow');
    git('clone', '--quiet', '--depth=1', pathToFileURL(work).href, shallow);
    expect(historyOf(shallow)).toMatchObject({ isShallow: true });
    expect([historyOf(shallow)!.at(now.sha), problems(now, shallow)]).toEqual([undefined, []]);
    expect(problems(old, shallow)).toEqual(['Inputs, secrets or outputs differ from those of the commit.']);
  });
});
