/** An abort controller that is made when somebody looks: most objectives never do, and one costs more than all else here. */
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
