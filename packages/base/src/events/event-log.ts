/** Events as they happen, for whoever listens, from the first one on. */
export interface EventLog<E> {
  add(event: E): void;
  /** No more will come; with an error, whoever listens gets it. */
  end(error?: unknown): void;
  listen(): AsyncIterableIterator<E>;
}

export const createEventLog = <E>(): EventLog<E> => {
  const events: E[] = [];
  let ended: { readonly error: unknown } | undefined;
  let wake: (() => void)[] = [];
  const tell = () => {
    const waiting = wake;
    wake = [];
    for (const each of waiting) each();
  };
  return {
    add: (event) => {
      events.push(event);
      tell();
    },
    end: (error) => {
      ended = { error };
      tell();
    },
    listen: async function* () {
      for (let i = 0; ; ) {
        if (i < events.length) yield events[i++]!;
        else if (ended) {
          if (ended.error !== undefined) throw ended.error;
          return;
        } else await new Promise<void>((resolve) => wake.push(resolve));
      }
    },
  };
};
