import { shuffled } from "@kaviar/base/random";
import { plural } from "@kaviar/base/text";
import type { TrainedPipeline } from "../../pipeline/trained-pipeline.ts";
import { inOrder } from "../../workers/in-order.ts";
import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate } from "../result.ts";
import type { Means } from "./finish.ts";
import { fitAll } from "./fit-together.ts";

/** A member of what was chosen, as it was fitted to the rows of the search. */
interface Member {
  readonly candidate: Candidate;
  readonly fitted: TrainedPipeline;
  /** What that took, others beside it. */
  readonly seconds: number;
  readonly weight: number;
}

interface Again {
  readonly fitted: readonly TrainedPipeline[];
  readonly notes: readonly string[];
}

/** The share of the time that is left which fits may be expected to take. */
const certain = 0.85;

/** A fit to so many times the rows is worth its time. */
const enough = 1.05;

/**
 * Fits members to all rows there are, those first that count most for the time that they take. Who would not be done in time
 * stays as it is, fitted to the rows of the search; who is alone is fitted to as many rows as there is time for.
 */
export const fitAgain = async (
  members: readonly Member[],
  { table, whole, fit }: Prepared,
  { workers, left, say }: Means,
): Promise<Again> => {
  // Where nothing ends, nothing has to be kept of it.
  const end = left() === Number.POSITIVE_INFINITY ? 0 : left() * (1 - certain);
  const growth = whole.rows / table.rows;
  const expected = ({ seconds }: Member): number => seconds * growth;
  const isInTime = (member: Member): boolean => expected(member) <= left() - end;
  const fitted = members.map((member) => member.fitted);
  let why = "there was no time for more";
  /** Fits one to rows; undefined where its time ended before. */
  const again = async ({ candidate }: Member, rows: Prepared["table"]): Promise<TrainedPipeline | undefined> => {
    try {
      return (await fitAll([candidate], rows, { ...fit, signal: signalIn(left()) }, workers))[0];
    } catch (error) {
      if (left() > 0) why = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  };
  const kept = (fittedTo: string): string => `The model is fitted to ${fittedTo} of ${whole.rows} rows: ${why}.`;
  const [alone] = members;
  if (members.length === 1 && !isInTime(alone!)) {
    const most = Math.floor((table.rows * (left() - end)) / Math.max(alone!.seconds, 1e-3));
    if (most < enough * table.rows) return { fitted, notes: [kept(`${table.rows}`)] };
    const some = shuffled(whole.rows, fit.seed ?? 0).subarray(0, most);
    say(`the fit to ${most} of ${whole.rows} rows`);
    const made = await again(alone!, whole.take(some.sort()));
    return { fitted: made ? [made] : fitted, notes: [kept(`${made ? most : table.rows}`)] };
  }
  say("the fit to all rows");
  const order = members.map((_, i) => i).sort((a, b) => worth(members[b]!) - worth(members[a]!));
  let done = 0;
  await inOrder(order, workers, async (i) => {
    const made = isInTime(members[i]!) ? await again(members[i]!, whole) : undefined;
    if (!made) return;
    fitted[i] = made;
    done++;
  });
  if (done === members.length) return { fitted, notes: [] };
  if (done === 0) return { fitted, notes: [kept(`${table.rows}`)] };
  const others = `${plural(members.length - done, "member")} of ${members.length} of the ensemble`;
  return { fitted, notes: [`${others} stayed fitted to ${table.rows} of ${whole.rows} rows: ${why}.`] };
};

const worth = ({ weight, seconds }: Member): number => weight / Math.max(seconds, 1e-3);

/** A signal after so many seconds. */
const signalIn = (seconds: number): AbortSignal | undefined =>
  seconds === Number.POSITIVE_INFINITY ? undefined : AbortSignal.timeout(Math.max(Math.round(seconds * 1000), 1));
