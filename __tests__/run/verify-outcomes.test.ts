import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/host/errors.ts';
import type { Digest } from '../../src/oci/types.ts';
import { errorOf, outputsOf } from '../../src/run/verify/report-outcomes.ts';
import type { Outcome } from '../../src/run/verify/verify-all.ts';

const digest = (letter: string): Digest => `sha256:${letter.repeat(64)}`;
const good = (text: string, letter = 'a'): Outcome => {
  const origin = { repository: '', ref: '', builder: '' };
  return { text, proof: { digest: digest(letter), deploy: `${text}@${digest(letter)}`, signer: 'the key', origin } };
};
const bad = (text: string, code: 'SIGNATURE_INVALID' | 'NOT_FOUND' = 'SIGNATURE_INVALID'): Outcome => ({
  text,
  error: new ActionError(code, `${text} is bad`),
});

describe('outputs', () => {
  test('for one digest under several names', () => {
    expect(outputsOf([good('a/x'), good('b/x')])).toEqual({
      digest: digest('a'),
      image: `a/x@${digest('a')}`,
      images: JSON.stringify({ 'a/x': `a/x@${digest('a')}`, 'b/x': `b/x@${digest('a')}` }),
    });
  });

  test('for several images', () => {
    const { digest: one, image, images } = outputsOf([good('a/x'), good('a/y', 'b')]);
    expect([one, image, Object.keys(JSON.parse(images))]).toEqual(['', '', ['a/x', 'a/y']]);
  });

  test.each([[[]], [[bad('a/x')]], [[good('a/x'), bad('a/y')]]])('nothing of %j', outcomes => {
    expect(outputsOf(outcomes)).toEqual({ digest: '', image: '', images: '{}' });
  });
});

describe('the error', () => {
  test('for one bad image is its error; without one there is none', () => {
    expect(errorOf([good('a'), bad('b', 'NOT_FOUND')])).toMatchObject({ code: 'NOT_FOUND', message: 'b is bad' });
    expect(errorOf([good('a')])).toBeUndefined();
  });

  test('for several has the reason of each, and their code if it is the same', () => {
    expect(errorOf([bad('a', 'NOT_FOUND'), good('b'), bad('c', 'NOT_FOUND')])).toMatchObject({
      code: 'NOT_FOUND',
      message: '2 of 3 images are not verified:\n- a is bad\n- c is bad',
    });
    expect(errorOf([bad('a', 'NOT_FOUND'), bad('c')])).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });
});
