/**
 * Scripts in a page: evaluates expressions of ours, and collects what the author's scripts throw.
 * @module
 */
import type { CDPSession, Protocol } from 'puppeteer-core';
import { boundText } from '#contracts/bound-text.ts';
import { EdgereelError } from '#contracts/errors.ts';
import { MAX_NAME_LENGTH, MAX_SCRIPT_ERRORS } from '#contracts/limits.ts';
import { standstill, type PageSession } from '../browser/page-session.ts';
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
        what: 'The page',
        // The page's own deadline comes first; this one is for a page that no longer answers.
        timeoutMs: timeoutMs + GRACE_MS,
        onTimeout: async (isBusy) =>
          isBusy || (await isResponsive(session)) ? noAnswer(timeoutMs, isBusy) : standstill('The page'),
      },
    );
    if (exceptionDetails) throw scriptFailure(toScriptError(exceptionDetails));
    return result.value as Result;
  };
}

const GRACE_MS = 5_000;

/** Whether the page answers anything at all. */
async function isResponsive({ cdp, guard }: PageSession): Promise<boolean> {
  const limit = { what: 'The page', timeoutMs: GRACE_MS, onTimeout: () => standstill('The page') };
  return guard(cdp.send('Runtime.evaluate', { expression: '1' }), limit).then(
    () => true,
    () => false,
  );
}

function noAnswer(timeoutMs: number, isBusy: boolean): EdgereelError {
  const why = isBusy ? 'a script runs without end' : 'a script waits for something that does not come';
  return new EdgereelError(
    'COMPOSITION_NOT_READY',
    `The page did not answer within ${timeoutMs / 1000} s of its own time: ${why}.`,
  );
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
