import type { HeardEpoch, Logger } from "./logger.ts";

/** The same epochs, each written down before it is passed on. */
export async function* logged<E extends HeardEpoch>(
  epochs: AsyncGenerator<E, void, void>,
  loggers: readonly Logger<E>[],
): AsyncGenerator<E, void, void> {
  const logs = loggers.map((logger) => logger.begin());
  for await (const epoch of epochs) {
    for (const log of logs) await log.epoch(epoch);
    yield epoch;
  }
}
