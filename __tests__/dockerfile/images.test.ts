import { describe, expect, test } from '@jest/globals';
import { layoutContexts, pinContexts } from '../../src/dockerfile/contexts.ts';
import { baseImages, usedImages } from '../../src/dockerfile/images.ts';

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
  // A heredoc's content is not an instruction.
  ['FROM a\nRUN <<EOF\nfrom=b\nFROM c\nEOF', {}, ['a']],
  ['FROM a\nRUN cat <<EOF >/${NAME:-x}\nFROM c\nEOF', {}, ['a']],
  // BuildKit sees no heredoc there.
  ['FROM a\nRUN : ${X^} <<"RUN true"\nFROM c\nRUN true', {}, undefined],
  // Directives: white space before `escape`, and an unknown one ends them.
  ['  # escape=`\nFROM a\nENV A=b\\\nFROM c', {}, ['a', 'c']],
  ['# maintainer=me\n# escape=`\nFROM a\nENV A=b`\nFROM c', {}, ['a', 'c']],
])('%j with %j: %j', (dockerfile, given, expected) => {
  expect(baseImages(dockerfile, { buildArgs: [], buildContexts: [], ...given })).toEqual(expected);
});

describe('an image that another reading would miss', () => {
  test.each<Row>([
    // A stage's name is only known after it.
    ['FROM node AS node\nFROM node', {}, ['node']],
    ['FROM tools AS a\nFROM scratch AS tools', {}, ['tools']],
    ['FROM scratch\nCOPY --from=tools / /\nFROM a AS tools', {}, ['tools', 'a']],
    ['FROM 0', {}, ['0']],
    ['FROM \\\n  # no end\n  acme/base', {}, ['acme/base']],
    ['# escape=`\nFROM `\n  acme/base', {}, ['acme/base']],
    ['FROM a\nCOPY --from="acme/tools" / /', {}, ['a', 'acme/tools']],
    ['FROM a\nCOPY --fr\\om=acme/to\\\nols / /', {}, ['a', 'acme/tools']],
    ['FROM a\nRUN --mount=type=bind,"from=acme/m",target=/m x', {}, ['a', 'acme/m']],
    ['FROM a\nRUN --mount=type=bind,FROM=acme/m,target=/m x', {}, ['a', 'acme/m']],
    ['FROM a AS b\nONBUILD COPY --from=acme/tools / /\nFROM b', {}, ['a', 'acme/tools']],
    ['FROM a\nCOPY --from=$X / /', {}, undefined],
    ['ARG A=1 B=acme/other\nFROM ${B:-acme/base}', {}, ['acme/other']],
    ['ARG A="acme/"base\nFROM $A', {}, ['acme/base']],
    ['ARG A=1\nFROM ${A:?none}${B?none}', {}, undefined],
    // A custom frontend can do anything with the Dockerfile.
    ['FROM a', { buildArgs: ['BUILDKIT_SYNTAX=acme/reader:1 x'] }, ['acme/reader:1', 'a']],
    ['FROM a', { buildArgs: ['BUILDKIT_SYNTAX'] }, undefined],
    ['#!/usr/bin/env x\n# check=error=true\n# SYNTAX = acme/reader:1\nFROM a', {}, ['acme/reader:1', 'a']],
    ['// syntax=acme/reader:1\nFROM a', {}, undefined],
    ['{"syntax": "acme/reader:1"}', {}, undefined],
    ['FROM a\n# syntax=acme/reader:1', {}, ['a']],
    // A context replaces an image under any of its names, or only one platform of it.
    ['FROM node:latest', { buildContexts: ['docker.io/library/node=docker-image://b'] }, ['b']],
    ['FROM a', { buildContexts: ['a::linux/amd64=docker-image://b'] }, ['a', 'b']],
    ['LABEL a=b', {}, undefined],
    ['', {}, undefined],
  ])('%j with %j: %j', (dockerfile, given, expected) => {
    expect(baseImages(dockerfile, { buildArgs: [], buildContexts: [], ...given })).toEqual(expected);
  });
});

test('checked images are pinned, in the Dockerfile and in contexts', () => {
  const pins = new Map([
    ['node:24', 'sha256:1'],
    ['acme/base', 'sha256:2'],
  ]);
  expect(pinContexts(['a=docker-image://acme/base', 'b=./b'], pins)).toEqual([
    'a=docker-image://acme/base@sha256:2',
    'b=./b',
    'node:24=docker-image://node:24@sha256:1',
    'acme/base=docker-image://acme/base@sha256:2',
  ]);
  expect(pinContexts(['b=./b'], new Map())).toEqual(['b=./b']);
  expect(layoutContexts(['a=oci-layout:///x@sha256:1', 'b=./b'])).toEqual(['oci-layout:///x@sha256:1']);
});

describe('the images that the build of a target uses', () => {
  type Used = [dockerfile: string, given: Row[1] & { target?: string }, expected: string[]];
  const STAGES = 'FROM a AS one\nFROM b AS two\nFROM one AS three\nCOPY --from=acme/tools / /';

  test.each<Used>([
    [STAGES, {}, ['a', 'acme/tools']],
    [STAGES, { target: 'TWO' }, ['b']],
    // BuildKit will refuse it; until then anything may be used.
    [STAGES, { target: 'four' }, ['a', 'b', 'acme/tools']],
    ['# syntax=acme/reader:1\nFROM a', {}, ['a', 'acme/reader:1']],
    ['FROM acme/base:$TARGETARCH\nCOPY --from=acme/tools / /', {}, ['acme/tools']],
    ['FROM a\nRUN --mount=type=bind,"from=acme/m x', {}, ['a']],
    ['FROM a', { buildContexts: ['a=./folder'] }, []],
    ['FROM a', { buildContexts: ['other=docker-image://b'] }, ['a']],
    ['FROM a', { buildContexts: ['a::linux/amd64=docker-image://b'] }, ['b', 'a']],
    // Only a stage that begins with this one runs it.
    ['FROM a\nONBUILD COPY --from=acme/tools / /', {}, ['a']],
    ['no Dockerfile', {}, []],
  ])('%j with %j: %j', (dockerfile, given, expected) => {
    expect(usedImages(dockerfile, { buildArgs: [], buildContexts: [], target: '', ...given })).toEqual(expected);
  });
});
