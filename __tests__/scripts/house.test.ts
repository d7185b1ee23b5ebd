import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkHouse, type Imports, importsIn, longFiles, unseenImports } from '../../scripts/checks/house.ts';
import { ROOMS, type Room } from '../../scripts/checks/rooms.ts';
import { sourcesIn, strayVariables } from '../../scripts/checks/variables.ts';

const SOURCE = join(import.meta.dirname, '../../src');

test('the code follows the rules of its rooms', () => {
  expect(checkHouse(importsIn(SOURCE), ROOMS)).toEqual([]);
});

test('no file is too long', () => {
  expect(longFiles(SOURCE)).toEqual([]);
});

describe('imports', () => {
  test('all are seen', () => {
    expect(unseenImports(sourcesIn(SOURCE))).toEqual([]);
  });

  test.each([
    'const made = await import(`../cache/cache.ts`);',
    'await import(path)',
    'await import(\n  `../cache/cache.ts`)',
    "await import('../cache/' + name)",
    'await import("../cache/cache.ts")',
    "createRequire(import.meta.url)('../cache/cache.ts')",
    "require('../cache/cache.ts')",
    "new Worker(new URL('../cache/cache.ts', import.meta.url))",
    "new URL(\n  '../cache/cache.ts',\n  import.meta.url,\n)",
  ])('%s is reported', code => {
    expect(unseenImports(new Map([['host/x.ts', code]]))).toEqual([
      expect.stringMatching(/^host\/x\.ts loads a file in a way that the rules of rooms do not see: ./),
    ]);
  });

  test.each([
    "import { at } from '../cache/cache.ts';",
    "const made = await import('../cache/cache.ts');",
    'await import(/* webpackMode: "eager" */ \'../cache/cache.ts\')',
    "await import(\n  '../cache/cache.ts',\n)",
    "typeof import('./x.ts').x",
    "new URL('/v2/', origin)",
    'const required = isRequired(input);',
    '// as `require(…)` does',
  ])('%s is not', code => {
    expect(unseenImports(new Map([['host/x.ts', code]]))).toEqual([]);
  });
});

describe('environment variables', () => {
  test('only one place reads them by name', () => {
    expect(strayVariables(sourcesIn(SOURCE))).toEqual([]);
  });

  test.each<[code: string, name: string]>([
    ["env.DOCKER_HOST ?? ''", 'DOCKER_HOST'],
    ['machine.env?.CI', 'CI'],
    ['process.env.STATE_folder', 'STATE_folder'],
    ['env.http_proxy', 'http_proxy'],
    ['env[TOKEN]', 'TOKEN'],
    ['env[names[0]] ?? env[TOKEN]', 'names[0]'],
    ["env['DOCKER_HOST']", "'DOCKER_HOST'"],
    ["const { STATE_undo: undo = '', DOCKER_HOST } = machine.env;", 'DOCKER_HOST'],
    ['function f({ BUILDX_CONFIG: dir }: Env) {}', 'BUILDX_CONFIG'],
    ["namedVariable(env, 'DOCKER_HOST')", 'DOCKER_HOST'],
    ['docker.KNOWN', 'KNOWN'],
  ])('%s is reported', (code, name) => {
    const found = strayVariables(
      new Map([
        ['host/variables/docker.ts', 'env.KNOWN'],
        ['cache/x.ts', code],
      ]),
    );
    expect(found).toContain(`cache/x.ts reads ${name} from the environment: do that in host/variables/`);
  });

  test.each([
    'run(command, { env: { ...env, DOCKER_CONFIG: dir } })',
    'namedVariable(env, name)',
    'process.env[name] = value;',
    'userConfigs.env.problems',
    "'a `//` and `/*`' // env.DOCKER_HOST",
    '/** `env.DOCKER_HOST` */',
  ])('%s is not', code => expect(strayVariables(new Map([['cache/x.ts', code]]))).toEqual([]));
});

describe('violations are reported', () => {
  const rooms: readonly Room[] = [
    { name: 'low', what: '', imports: [] },
    { name: 'high', what: '', imports: ['low'] },
  ];
  const fine: [string, string[]][] = [
    ['low/a.ts', []],
    ['high/b.ts', ['low/a.ts']],
  ];

  test.each<[string, [string, string[]][], RegExp]>([
    ['an import of a higher room', [['low/c.ts', ['high/b.ts']]], /^low\/c\.ts imports high\/b\.ts, and "low" may not/],
    ['a room that is not on the list', [['attic/x.ts', []]], /no room is called "attic"/],
    [
      'a circle of files',
      [
        ['low/d.ts', ['low/e.ts']],
        ['low/e.ts', ['low/d.ts']],
      ],
      /files import each other in a circle: low\/d\.ts → low\/e\.ts → low\/d\.ts/,
    ],
    [
      'a circle of folders',
      [
        ['low/f.ts', ['low/in/g.ts']],
        ['low/in/h.ts', ['low/i.ts']],
        ['low/in/g.ts', []],
        ['low/i.ts', []],
      ],
      /folders import each other in a circle: low → low\/in → low \(low\/f\.ts → low\/in\/g\.ts, low\/in\/h\.ts → low\/i\.ts\)$/,
    ],
    ['a crowded folder', Array.from({ length: 17 }, (_, n) => [`low/n${n}.ts`, []]), /low holds 18 files/],
  ])('%s', (_, more, message) => {
    const imports: Imports = new Map([...fine, ...more]);
    expect(checkHouse(imports, rooms)).toContainEqual(expect.stringMatching(message));
  });

  test('an import that is allowed but unused, and a room in the wrong place', () => {
    expect(checkHouse(new Map(fine), rooms)).toEqual([]);
    const turned = [rooms[1]!, rooms[0]!];
    expect(checkHouse(new Map(fine), turned)).toEqual(['"high" is listed before "low", which it imports']);
    const generous = [...rooms, { name: 'attic', what: '', imports: ['low'] }];
    expect(checkHouse(new Map(fine), generous)).toEqual([
      '"attic" may import "low" and does not: take it off the list',
    ]);
  });
});
