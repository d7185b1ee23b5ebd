import { expect, test } from '@jest/globals';
import { engineOutput, hasOutput, layoutOutput, packedOutput, parseOutputs } from '../../../src/plan/terms/outputs.ts';

const nothing = { push: false, load: false, attributes: {}, extra: [], ignored: [], problems: [] };

test.each<[string[], object]>([
  [[], {}],
  [['type=registry'], { push: true }],
  [['type=image,push=true'], { push: true }],
  [['type=image'], {}],
  [['type=image,push=false,store=true'], { ignored: ['store=true'] }],
  [['type=docker'], { load: true }],
  [['out'], { extra: ['out'] }],
  [
    ['type=local,dest=out', 'type=tar,dest=a.tar', 'type=oci,dest=b.tar,name=x', 'type=docker,dest=c.tar'],
    {
      extra: ['type=local,dest=out', 'type=tar,dest=a.tar', 'type=oci,dest=b.tar,name=x', 'type=docker,dest=c.tar'],
    },
  ],
  [['type=local,"dest=a,b"'], { extra: ['type=local,"dest=a,b"'] }],
  [['type=cacheonly'], { ignored: ['type=cacheonly'] }],
  [
    [
      'type=registry,compression=zstd,compression-level=9,force-compression=true,oci-mediatypes=true,rewrite-timestamp=true,unpack=true',
    ],
    {
      push: true,
      attributes: {
        compression: 'zstd',
        'compression-level': '9',
        'force-compression': 'true',
        'oci-mediatypes': 'true',
        'rewrite-timestamp': 'true',
      },
    },
  ],
  [
    ['type=image,"annotation-index.a.b=c, d",annotation[linux/amd64].x=y'],
    {
      attributes: { 'annotation-index.a.b': 'c, d', 'annotation[linux/amd64].x': 'y' },
    },
  ],
])('%j', (outputs, expected) => {
  expect(parseOutputs(outputs)).toEqual({ ...nothing, ...expected });
});

test('specs for buildx are quoted where its CSV requires it', () => {
  expect(engineOutput('ghcr.io/acme/api:1', { compression: 'zstd' })).toBe(
    'type=docker,name=ghcr.io/acme/api:1,oci-mediatypes=true,compression=zstd',
  );
  expect(packedOutput('acme:1', { compression: 'zstd' })).toBe(
    'type=image,name=docker.io/library/acme:1,push=false,unpack=false,oci-mediatypes=true,compression=zstd',
  );
  expect(layoutOutput('/tmp/a,b', {})).toBe('type=oci,tar=false,"dest=/tmp/a,b"');
});

test('hasOutput recognizes types, also that of a bare path', () => {
  expect(hasOutput(['out'], 'local')).toBe(true);
  expect(hasOutput(['type=oci,dest=x'], 'local', 'tar')).toBe(false);
});
