/**
 * An abort controller that is made only when its signal is asked for. Most objectives never do, and making one costs more
 * than everything else that is made for a trial.
 */
export interface LateAbort {
  readonly signal: AbortSignal;
  readonly aborted: boolean;
  abort(reason?: unknown): void;
}

export const lateAbort = (): LateAbort => {
  let made: AbortController | undefined;
  const controller = () => {
    made ??= new AbortController();
    return made;
  };
  return {
    get signal() {
      return controller().signal;
    },
    get aborted() {
      return made?.signal.aborted ?? false;
    },
    abort: (reason) => controller().abort(reason),
  };
};
