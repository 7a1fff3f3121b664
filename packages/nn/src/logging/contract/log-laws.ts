import { listOf, record } from "@kaviar/base/check";
import type { HeardEpoch, Logger } from "./logger.ts";

/** What writes epochs down, and what shows them: options of all that trains. */
export const logLaws = <E extends HeardEpoch>() => ({
  log: listOf(record<Logger<E>>('what csvLog("run.csv") makes', "begin"))
    .remedy('Write log: [csvLog("run.csv")].')
    .default([]),
  watch: record<Logger<E>>("what shows a run while it goes on", "begin")
    .remedy('Write watch: dashboard.watch("a name"), of the dashboard that openDashboard of @kaviar/ui opens.')
    .optional(),
});

/** All of those that hear of a run. */
export const loggersOf = <E extends HeardEpoch>({
  log,
  watch,
}: {
  readonly log: readonly Logger<E>[];
  readonly watch?: Logger<E>;
}): readonly Logger<E>[] => (watch === undefined ? log : [...log, watch]);
