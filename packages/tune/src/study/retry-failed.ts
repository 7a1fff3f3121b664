import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { Session } from "./session.ts";

/** Lets failed trials wait to be run again: those of some numbers, or all. How many there are. */
export const retryFailed = async (session: Session, numbers: readonly number[] | undefined): Promise<number> => {
  const { storage, study } = session;
  await session.sync();
  const failed = session.history.trials.flatMap((trial) => (trial?.state === "failed" ? [trial.number] : []));
  const odd = numbers?.find((number) => !failed.includes(number));
  if (odd !== undefined)
    throw new TuneError(
      "not-failed",
      `Only failed trials are run again: trial ${shown(odd)} ${session.history.trials[odd] === undefined ? "does not exist" : `is ${session.history.trials[odd]!.state}`}.`,
    );
  for (const number of numbers ?? failed)
    await storage.update(study.id, number, { state: "waiting" }, { from: "failed" });
  await session.sync();
  return (numbers ?? failed).length;
};
