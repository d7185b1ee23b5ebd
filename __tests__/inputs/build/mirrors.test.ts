import { expect, test } from '@jest/globals';
import { mirrorText } from '../../../src/oci/mirror.ts';
import { read } from '../env.ts';

test.each<[string, Record<string, string[]>]>([
  ['', {}],
  ['docker.io=mirror.gcr.io', { 'docker.io': ['mirror.gcr.io'] }],
  [
    '# Hub\nindex.docker.io = mirror.gcr.io , Harbor.acme.example:8443/Docker-Hub/ \nghcr.io=https://m.io',
    { 'docker.io': ['mirror.gcr.io', 'harbor.acme.example:8443/docker-hub'], 'ghcr.io': ['m.io'] },
  ],
  ['127.0.0.1:5000=localhost:5001', { '127.0.0.1:5000': ['localhost:5001'] }],
])('%j', (mirrors, expected) => {
  const found = [...read({ mirrors }).mirrors].map(([host, list]) => [host, list.map(mirrorText)]);
  expect(Object.fromEntries(found)).toEqual(expected);
});
