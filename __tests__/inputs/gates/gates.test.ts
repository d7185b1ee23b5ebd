import { expect, test } from '@jest/globals';
import { read } from '../env.ts';

test('entries are scripts, or maps whose values stay as they are written', () => {
  const { gates, gatePlatforms, keepLocal } = read({
    gates: [
      '- npm test',
      '- name: smoke # of the harbour',
      '  run: |',
      '    docker run --rm "$IMAGE" # a comment of the script',
      '    echo "a: b" && true',
      '  platform: linux/arm64',
      '  timeout: 5m',
      '  continue-on-error: true',
      '  credentials: True',
    ].join('\n'),
    'gate-platforms': 'all',
    'keep-local': 'true',
  });
  const everywhere = { targets: [], once: false };
  const rest = { platform: undefined, timeout: undefined, continueOnError: false, credentials: false, ...everywhere };
  expect(gates).toEqual([
    { name: 'gate 1', run: 'npm test', ...rest },
    {
      name: 'smoke',
      run: 'docker run --rm "$IMAGE" # a comment of the script\necho "a: b" && true',
      platform: 'linux/arm64',
      timeout: 300_000,
      continueOnError: true,
      credentials: true,
      ...everywhere,
    },
  ]);
  expect([gatePlatforms, keepLocal]).toEqual(['all', true]);
});

test('without inputs there are no gates', () => {
  expect(read({})).toMatchObject({ test: '', gates: [], gatePlatforms: 'native', keepLocal: false });
});
