import { expect, test } from '@jest/globals';
import { secretsOf } from '../../src/bake/secrets.ts';

// docker/buildx, util/buildflags/secrets.go, `ParseSecret`
test.each<readonly [string, unknown, Readonly<{ secretEnvs?: string[]; secretFiles?: string[] }>]>([
  ['a variable', { id: 'a', env: 'TOKEN' }, { secretEnvs: ['a=TOKEN'] }],
  ['a variable, as text', 'type=env,id=a,env=TOKEN', { secretEnvs: ['a=TOKEN'] }],
  ['a variable named as source', 'type=env,id=a,src=TOKEN', { secretEnvs: ['a=TOKEN'] }],
  ['the variable of the same name', { id: 'TOKEN' }, { secretEnvs: ['TOKEN=TOKEN'] }],
  ['a file', { id: 'a', src: 'token.txt' }, { secretFiles: ['a=token.txt'] }],
  ['a file, in upper case', 'ID=a,SOURCE=token.txt', { secretFiles: ['a=token.txt'] }],
])('%s is found, so that its value is hidden in the log', (_, secret, { secretEnvs = [], secretFiles = [] }) => {
  expect(secretsOf({ secret: [secret] })).toEqual({ secrets: [], secretEnvs, secretFiles });
});
