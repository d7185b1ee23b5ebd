import { expect, test } from '@jest/globals';
import { splitCaches } from '../../src/plan/late-caches.ts';

test.each<[spec: string, late: boolean]>([
  ['type=gha,mode=max', false],
  ['type=inline', false],
  ['type=local,dest=cache', false],
  ['mode=max,"type=local",dest=a', false],
  ['type=registry,ref=acme/api:cache', true],
  ['acme/api:cache', true],
  ['ghcr.io/acme/api:cache', true],
  ['type=s3,bucket=b,region=r', true],
  ['type=azblob,account_url=u', true],
  ['type=new-backend', true],
  ['type=local,type=registry,ref=acme/api:cache', true],
  ['type=gha,url=https://cache.example/', true],
  ['type=gha,URL_V2=https://cache.example/', true],
])('%s waits for the gates: %s', (spec, late) => {
  expect(splitCaches([spec])).toEqual(
    late ? { withBuild: [], afterGates: [spec] } : { withBuild: [spec], afterGates: [] },
  );
});
