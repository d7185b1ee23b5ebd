import { expect, test } from '@jest/globals';
import { read } from '../env.ts';

const EMPTY = { env: [], command: undefined, conditions: [], timeout: 60_000, platform: undefined };

test.each<[string, object | undefined]>([
  ['', undefined],
  [' \n', undefined],
  ['port: 8080', { conditions: [{ kind: 'port', port: 8080 }] }],
  [
    'port: [80, 443]',
    {
      conditions: [
        { kind: 'port', port: 80 },
        { kind: 'port', port: 443 },
      ],
    },
  ],
  ['http: /healthz', { conditions: [{ kind: 'http', path: '/healthz' }] }],
  ['http: {port: 80, status: 204}', { conditions: [{ kind: 'http', path: '/', port: 80, status: 204 }] }],
  ['healthy: true\nplatform: linux/arm64', { conditions: [{ kind: 'healthy' }], platform: 'linux/arm64' }],
  ['log: "ready: yes"\ntimeout: 2m', { conditions: [{ kind: 'log', text: 'ready: yes' }], timeout: 120_000 }],
  ['exit-code: 0\ncommand: serve --check', { conditions: [{ kind: 'exit', code: 0 }], command: ['serve', '--check'] }],
  ['exit-code: 0\ncommand: [sh, -c, "a b"]', { conditions: [{ kind: 'exit', code: 0 }], command: ['sh', '-c', 'a b'] }],
  // Values stay as they are written: numbers keep their zeros, and `no` does not become false.
  [
    'port: 1\nenv: {A: 007, B: no, C: "x=y", D: }',
    { conditions: [{ kind: 'port', port: 1 }], env: ['A=007', 'B=no', 'C=x=y', 'D='] },
  ],
])('%j', (given, expected) => {
  const got = read({ 'container-test': given }).containerTest;
  expect(got).toEqual(expected === undefined ? undefined : { ...EMPTY, ...expected });
});
