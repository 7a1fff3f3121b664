import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";

/** A trial that runs, as it is now; no other one can be told anything. */
export const runningTrial = async (session: Session, number: unknown): Promise<TrialRecord> => {
  await session.sync();
  const record = typeof number === "number" ? session.history.trials[number] : undefined;
  if (record?.state === "running") return record;
  throw notRunning(number, record);
};

export const notRunning = (number: unknown, record: Pick<TrialRecord, "state"> | undefined): TuneError =>
  new TuneError(
    "not-running",
    `Only a running trial can be told: trial ${shown(number)} ${record === undefined ? "does not exist" : `is ${record.state}`}.`,
    { remedy: "`ask` for one first." },
  );
