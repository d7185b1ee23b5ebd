import { describe, expect, test } from '@jest/globals';
import { keysFor } from '../../../src/cache/mounts/archive.ts';
import { packDockerfile, unpackDockerfile } from '../../../src/cache/mounts/dockerfiles.ts';

const tools = { isGnu: true, command: (program: string, place: string) => [`${place}/loader`, `${place}/${program}`] };
const mounts = [
  { id: 'npm', owner: undefined },
  { id: '/root/.cache', owner: { uid: 1000, gid: 0, mode: 0o700 } },
];
const packed = mounts.map((mount, at) => ({ mount, file: `${at}.tar` }));

describe('the Dockerfiles that read and fill cache mounts', () => {
  test('unpack: each mount by its identity, no image, no network', () => {
    expect(unpackDockerfile(packed, 'n1', tools)).toBe(
      [
        'FROM scratch',
        'RUN --network=none --mount=type=bind,from=n1-tools,target=/n1-tools --mount=type=bind,from=n1-files,target=/n1-files --mount=type=cache,id=npm,target=/mount,sharing=locked ["/n1-tools/loader","/n1-tools/sh","/n1-tools/fill.sh","/n1-tools","/n1-files/0.tar","/mount"]',
        'RUN --network=none --mount=type=bind,from=n1-tools,target=/n1-tools --mount=type=bind,from=n1-files,target=/n1-files --mount=type=cache,id=/root/.cache,uid=1000,gid=0,mode=0700,target=/mount,sharing=locked ["/n1-tools/loader","/n1-tools/sh","/n1-tools/fill.sh","/n1-tools","/n1-files/1.tar","/mount"]',
        '',
      ].join('\n'),
    );
  });

  test('pack: into a folder named after the nonce, so that no step is ever cached', () => {
    const text = packDockerfile(packed.slice(0, 1), 'n2', { ...tools, isGnu: false });
    expect(text).toBe(
      [
        'FROM scratch',
        'WORKDIR /n2',
        'RUN --network=none --mount=type=bind,from=n2-tools,target=/n2-tools --mount=type=cache,id=npm,target=/mount,sharing=locked ["/n2-tools/loader","/n2-tools/tar","-cf","/n2/0.tar","-C","/mount","--exclude=./.slipway-new","."]',
        '',
      ].join('\n'),
    );
  });
});

describe('the keys of archives', () => {
  const keys = keysFor('acme_api-1234', mounts, '42-1');

  test('each run writes a new key and reads the newest of the same mounts, or else of the same image', () => {
    const [same = '', image = ''] = keys.restore;
    expect(keys.save).toBe(`${same}42-1`);
    expect(same.startsWith(image)).toBe(true);
    expect(image).toMatch(/^slipway-mounts-1-[0-9a-f]{16}-acme_api-1234-$/);
  });

  test('a scope does not read the archives of another whose name has the same prefix', () => {
    for (const [short, long] of [
      ['app', 'app-arm'],
      ['a,b', 'a_b'],
      ['x'.repeat(100), 'x'.repeat(101)],
    ] as const) {
      const { save } = keysFor(long, mounts, '42-1');
      for (const prefix of keysFor(short, mounts, '42-1').restore) expect(save.startsWith(prefix)).toBe(false);
    }
  });

  test('a scope may have any length', () => {
    expect(keysFor('x'.repeat(1000), mounts, '42-1').save.length).toBeLessThan(512);
  });

  test('the order of mounts does not matter, but their owners do', () => {
    const save = (list: typeof mounts) => keysFor('acme_api-1234', list, '42-1').save;
    expect(save(mounts.toReversed())).toBe(keys.save);
    expect(save([mounts[0]!, { ...mounts[1]!, owner: undefined }])).not.toBe(keys.save);
  });

  test('a scope with a comma gives a valid key', () => {
    expect(keysFor('a,b', mounts, '1').save).not.toContain(',');
  });
});
