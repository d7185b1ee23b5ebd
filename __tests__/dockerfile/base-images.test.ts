import { expect, test } from '@jest/globals';
import { baseImages } from '../../src/dockerfile/base-images.ts';

type Row = [
  dockerfile: string,
  given: { buildArgs?: string[]; buildContexts?: string[] },
  expected: string[] | undefined,
];

test.each<Row>([
  ['FROM node:24\nRUN x', {}, ['node:24']],
  ['# syntax=docker/dockerfile:1\nFROM scratch', {}, ['docker/dockerfile:1']],
  ['from --platform=$BUILDPLATFORM golang AS build\nFROM Build\nCOPY --from=build /a /b', {}, ['golang']],
  ['FROM a AS one\nFROM scratch\nCOPY --from=0 / /\nCOPY --from=acme/tools:1 /x /x', {}, ['a', 'acme/tools:1']],
  ['FROM a\nRUN --mount=type=bind,from=acme/m,target=/m \\\n  --mount=from=b x', {}, ['a', 'acme/m', 'b']],
  ['ARG TAG=3\nFROM acme/base:${TAG}', {}, ['acme/base:3']],
  ['ARG TAG=3\nFROM acme/base:$TAG', { buildArgs: ['TAG=4'] }, ['acme/base:4']],
  ['ARG A="x"\nARG B=$A-y\nFROM $B', {}, ['x-y']],
  ['ARG TAG=3\nFROM acme/base:$TAG', { buildArgs: ['TAG'] }, undefined],
  ['FROM acme/base:$TARGETARCH', {}, undefined],
  ['ARG TAG\nFROM acme/base:${TAG:-edge}', {}, ['acme/base:edge']],
  ['FROM base', { buildContexts: ['base=./other'] }, []],
  ['FROM base', { buildContexts: ['base=docker-image://acme/base:1'] }, ['acme/base:1']],
  ['FROM a\nRUN <<EOF\nfrom=b\nEOF', {}, ['a', 'b']],
])('%j with %j: %j', (dockerfile, given, expected) => {
  expect(baseImages(dockerfile, { buildArgs: [], buildContexts: [], ...given })).toEqual(expected);
});
