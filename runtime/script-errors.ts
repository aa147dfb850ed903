/** A script error or a rejected promise nobody handled. */
export interface ScriptError {
  message: string;
  /** Address of the script; empty when unknown. */
  file: string;
  /** From 1; 0 when unknown. */
  line: number;
}

export interface ScriptErrors {
  /** For an error that was caught and is one all the same. */
  report: (error: ScriptError) => void;
  hasAny: () => boolean;
  /** Called for each error from now on. */
  listen: (listener: (error: ScriptError) => void) => void;
}

/** Begins to watch; must come before the first author script. */
export function watchScriptErrors(): ScriptErrors {
  let hasAny = false;
  const listeners: ((error: ScriptError) => void)[] = [];
  function report(error: ScriptError): void {
    hasAny = true;
    for (const listener of listeners) listener(error);
  }
  window.addEventListener('error', ({ message, filename, lineno }) =>
    report({ message, file: filename, line: lineno }),
  );
  window.addEventListener('unhandledrejection', ({ reason }) => report({ message: String(reason), file: '', line: 0 }));
  return { report, hasAny: () => hasAny, listen: (listener) => void listeners.push(listener) };
}
