import { createEventLog, type EventLog } from "./event-log.ts";

/** Something that runs: to be awaited for what it comes to, and to be iterated for what happens. */
export interface Running<T, E> extends Promise<T>, AsyncIterable<E> {}

/** Begins work, and gives it with what it says of itself. */
export const withEvents = <T, E>(work: (log: EventLog<E>) => Promise<T>): Running<T, E> => {
  const log = createEventLog<E>();
  const result = work(log);
  result.then(
    () => log.end(),
    (error: unknown) => log.end(error),
  );
  return Object.assign(result, { [Symbol.asyncIterator]: () => log.listen() });
};
