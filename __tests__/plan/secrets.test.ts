import { expect, test } from '@jest/globals';
import { secretArgs, secretValues } from '../../src/plan/secrets.ts';

const build = {
  secrets: ['token=a=b', 'empty=', ' spaced = value '],
  secretEnvs: ['env=KEY', 'unset=NOTHING'],
  secretFiles: ['file=/etc/key', 'gone=/nowhere', 'big=/big'],
};
const files: Readonly<Record<string, string>> = {
  '/etc/key': 'line one\nline two',
  '/big': 'x'.repeat(500 * 1024 + 1),
};

test('values to hide, whatever their source; BuildKit accepts no secret above 500 KiB', () => {
  const values = secretValues(build, { KEY: 'from the environment' }, path => files[path]);
  expect(values).toEqual(['a=b', ' value ', 'from the environment', 'line one\nline two']);
});

test('argv names ids, paths and variables, never a value', () => {
  const args = secretArgs(build, '/run', { host: 'github.com', token: 'ghs_x' });
  expect(args).toEqual({
    specs: [
      'id=token,src=/run/secret-0',
      'id=spaced,src=/run/secret-1',
      'id=env,env=KEY',
      'id=unset,env=NOTHING',
      'id=file,src=/etc/key',
      'id=gone,src=/nowhere',
      'id=big,src=/big',
      'id=GIT_AUTH_TOKEN.github.com,src=/run/secret-2',
    ],
    files: [
      { name: 'secret-0', content: 'a=b' },
      { name: 'secret-1', content: ' value ' },
      { name: 'secret-2', content: 'ghs_x' },
    ],
    empty: ['empty'],
  });
});
