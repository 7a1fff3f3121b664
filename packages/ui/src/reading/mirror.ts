import type { Report, Storage, StudyRecord, TrialRecord } from "@kaviar/tune";
import { columnsOf, encodeColumns } from "../columns/index.ts";

/** A study as this process has seen it: a page asks for all of it, and the storage is asked only for what is new. */
export interface Mirror {
  /** As it was when the storage was last asked: what it keeps may change, not which study it is. */
  record: StudyRecord;
  readonly revision: number;
  /** By number; holes are trials that another process is just creating. */
  readonly trials: readonly (TrialRecord | undefined)[];
  reports(number: number): readonly Report[];
  /** How many those are. */
  countReports(number: number): number;
  /** All trials as bytes, as `encodeColumns` writes them. */
  columns(): Uint8Array<ArrayBuffer>;
  /** Reads what has changed since. */
  sync(): Promise<void>;
}

export const createMirror = (storage: Storage, first: StudyRecord): Mirror => {
  const { id, directions } = first;
  const trials: (TrialRecord | undefined)[] = [];
  const reports = new Map<number, Map<number, Report>>();
  let revision = 0;
  const countReports = (number: number): number => reports.get(number)?.size ?? 0;
  let bytes: { readonly revision: number; readonly columns: Uint8Array<ArrayBuffer> } | undefined;
  let reading: Promise<void> | undefined;

  const read = async () => {
    const changes = await storage.changes(id, revision);
    for (const trial of changes.trials) trials[trial.number] = trial;
    for (const { number, ...report } of changes.reports) {
      const own = reports.get(number) ?? new Map<number, Report>();
      reports.set(number, own.set(report.step, report));
    }
    revision = changes.revision;
  };

  return {
    record: first,
    get revision() {
      return revision;
    },
    trials,
    reports: (number) => [...(reports.get(number)?.values() ?? [])].sort((a, b) => a.step - b.step),
    countReports,
    columns: () => {
      if (bytes?.revision !== revision) {
        const known = trials.filter((trial) => trial !== undefined);
        const columns = columnsOf(known, directions.length, revision, countReports);
        bytes = { revision, columns: encodeColumns(columns) };
      }
      return bytes.columns;
    },
    // Who asks while it is read gets the same reading.
    sync: () => {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
};
