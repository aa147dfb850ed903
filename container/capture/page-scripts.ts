/**
 * What runs in a page: expressions of ours, and what the author's scripts throw.
 * @module
 */
import type { CDPSession, Protocol } from 'puppeteer-core';
import { boundText } from '#contracts/bound-text.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { MAX_NAME_LENGTH, MAX_SCRIPT_ERRORS } from '#contracts/limits.ts';
import type { PageSession } from '../browser/page-session.ts';
import { PAGE_ORIGIN } from './missing-file.ts';

export interface ScriptError {
  message: string;
  url: string;
  /** 1-based; 0 when unknown. */
  line: number;
}

/** Evaluates an expression in the page, whose value is JSON or undefined; an exception of the page is the author's. */
export type Evaluate = <Result>(expression: string) => Promise<Result>;

/** Ends early with `departure`. */
export function makeEvaluate(session: PageSession, timeoutMs: number, departure: Promise<never>): Evaluate {
  return async <Result>(expression: string): Promise<Result> => {
    const { result, exceptionDetails } = await session.guard(
      Promise.race([
        session.cdp.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }),
        departure,
      ]),
      {
        // The page's own deadline comes first; this one is for a page that no longer answers.
        timeoutMs: timeoutMs + 5_000,
        onTimeout: () =>
          new EdgereelError(
            'COMPOSITION_NOT_READY',
            `The page did not answer within ${timeoutMs / 1000} s: a script runs without end.`,
          ),
      },
    );
    if (exceptionDetails) throw scriptFailure(toScriptError(exceptionDetails));
    return result.value as Result;
  };
}

export function collectScriptErrors(cdp: CDPSession): readonly ScriptError[] {
  const errors: ScriptError[] = [];
  cdp.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    if (errors.length < MAX_SCRIPT_ERRORS) errors.push(toScriptError(exceptionDetails));
  });
  return errors;
}

function toScriptError({ exception, text, url, lineNumber }: Protocol.Runtime.ExceptionDetails): ScriptError {
  const message =
    exception?.description?.split('\n')[0] ?? (exception?.value === undefined ? text : String(exception.value));
  const file = boundText(url?.replace(`${PAGE_ORIGIN}/`, '') ?? '', MAX_NAME_LENGTH);
  return { message: boundText(message), url: file, line: url ? lineNumber + 1 : 0 };
}

export function scriptFailure({ message, url, line }: ScriptError): EdgereelError {
  const place = url ? ` (${url}${line > 0 ? `:${line}` : ''})` : '';
  return new EdgereelError('COMPOSITION_SCRIPT_FAILED', `A script of the composition threw${place}: ${message}`, {
    details: { file: url, line },
  });
}
