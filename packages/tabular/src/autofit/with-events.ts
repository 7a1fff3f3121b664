import { createEventLog, type EventLog } from "@kaviar/base/events";
import type { AutofitEvent } from "./events.ts";

/** Something that runs: to be awaited for what it comes to, and to be iterated for what happens. */
export interface Running<T> extends Promise<T>, AsyncIterable<AutofitEvent> {}

/** Begins work, and gives it with what it says of itself. */
export const withEvents = <T>(work: (log: EventLog<AutofitEvent>) => Promise<T>): Running<T> => {
  const log = createEventLog<AutofitEvent>();
  const result = work(log);
  result.then(
    () => log.end(),
    (error: unknown) => log.end(error),
  );
  return Object.assign(result, { [Symbol.asyncIterator]: () => log.listen() });
};
