import { describe, expect, it } from 'vitest';
import { EdgereelError } from '#contracts/errors.ts';
import { fromSystemError } from './node-errors.ts';

const systemError = (code: string) => Object.assign(new Error(code), { code });

describe('fromSystemError', () => {
  it('keeps what is already ours and adds what it did not know', () => {
    const error = fromSystemError(new EdgereelError('ENCODE_FAILED', 'no', { details: { frame: 3 } }), {
      frame: 9,
      stage: 'chunk',
    });
    expect(error).toMatchObject({ code: 'ENCODE_FAILED', message: 'no', details: { frame: 3, stage: 'chunk' } });
  });

  it('recognises a full disk at any depth of causes', () => {
    const error = new Error('outer', { cause: new Error('middle', { cause: systemError('ENOSPC') }) });
    expect(fromSystemError(error)).toMatchObject({ code: 'NODE_DISK_FULL', retryable: true, cause: error });
  });

  it('recognises an aborted call', () => {
    expect(fromSystemError(AbortSignal.abort().reason)).toMatchObject({ code: 'CANCELLED' });
  });

  it.each([systemError('EACCES'), new TypeError('x is not a function'), 'a string', undefined])(
    'leaves %s as INTERNAL without its text',
    (thrown) => {
      const error = fromSystemError(thrown);
      expect(error).toMatchObject({
        code: 'INTERNAL',
        message: 'Something went wrong inside Edgereel.',
        cause: thrown,
      });
    },
  );
});
