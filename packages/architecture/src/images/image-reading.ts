import { createEventLog } from "@kaviar/base/events";

/** How far reading has come: files that were looked at, of all. */
export interface ImagesRead {
  readonly done: number;
  readonly of: number;
}

/** Reading that goes on: to be awaited for the images, and to be iterated for how far it is. */
export interface ImageReading<T> extends Promise<T>, AsyncIterable<ImagesRead> {}

/** Starts reading, and keeps what it tells for whoever listens. */
export const startReading = <T>(read: (tell: (at: ImagesRead) => void) => Promise<T>): ImageReading<T> => {
  const log = createEventLog<ImagesRead>();
  const result = read(log.add);
  result.then(
    () => log.end(),
    (error: unknown) => log.end(error),
  );
  return Object.assign(result, { [Symbol.asyncIterator]: () => log.listen() });
};
