import { attributeOf } from "../artifacts/artifact.ts";
import { handIn } from "../artifacts/hand-in.ts";
import { TuneError } from "../error.ts";
import type { FolderOf } from "../evaluation/checkpoint-folder.ts";
import { hypergradientOf } from "../evaluation/hypergradient.ts";
import { lateAbort } from "../evaluation/late-abort.ts";
import type { LiveTrial } from "../evaluation/live-trial.ts";
import { pruning } from "../evaluation/pruning.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import { createUnawaited } from "../evaluation/unawaited.ts";
import { goOn } from "../pruners/contract/pruner.ts";
import { frozenCopy } from "../storage/frozen.ts";
import { artifactStore } from "../storage/study-places.ts";
import { checkAttribute, checkpointAttribute, hypergradientAttribute, ownAttributes } from "../trial/attributes.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import { asJson } from "./as-json.ts";
import { type Asking, createAsking, nothingSuggested } from "./asking.ts";
import { constraintValue, reportedValues } from "./check-told.ts";
import { notRunning } from "./running-trial.ts";
import type { Session } from "./session.ts";

/** `isDeclared`: whether it was asked from a declared space; `reported` hears of each report that was kept. */
export const openTrial = (
  session: Session,
  record: TrialRecord,
  folderOf: FolderOf,
  isDeclared: boolean,
  reported: (record: TrialRecord) => void = () => {},
): TrialHandle => {
  const { study, storage } = session;
  const owner = record.owner ?? session.owner;
  const abort = lateAbort();
  const unawaited = createUnawaited();
  let attributes = frozenCopy(ownAttributes(record.attributes));
  /** Whoever was told is over, and who was cut off may run again meanwhile: what it says from then on nobody would keep. */
  const checkRuns = () => {
    const now = session.history.trials[record.number];
    if (now !== undefined && isFinished(now)) throw notRunning(record.number, now);
    if (abort.aborted)
      throw new TuneError(
        "trial-lost",
        `What a trial says counts while it runs: trial ${record.number} goes on without this attempt.`,
      );
  };
  // Made when the objective asks by name: with a declared space none does.
  let made: Asking | undefined;
  const asking = (): Asking => {
    checkRuns();
    made ??= createAsking(session, record, isDeclared);
    return made;
  };
  let verdict: { stop: boolean; why?: string } = goOn;
  let stopped = false;
  let lost = false;
  let folder: string | undefined;
  let marking: Promise<unknown> = Promise.resolve();

  const writing = new Set<Promise<unknown>>();
  let unkept: { readonly error: unknown } | undefined;
  let broken: { readonly error: unknown } | undefined;
  /** Remembers a job until it is done. An objective need not wait for it: when it fails, the trial is told. */
  const tracked = (job: () => Promise<void>): Promise<void> => {
    const done = (async () => {
      checkRuns();
      await job();
    })();
    const noted = done
      .catch((error: unknown) => {
        if (error !== unkept?.error) broken ??= { error };
      })
      .finally(() => writing.delete(noted));
    writing.add(noted);
    return done;
  };
  /** What the storage is asked for; that it refuses is no fault of the objective. */
  const kept = async <T>(asking: Promise<T>): Promise<T> => {
    try {
      return await asking;
    } catch (error) {
      unkept ??= { error };
      throw unkept.error;
    }
  };
  const write = (patch: Parameters<typeof storage.update>[2]) =>
    tracked(async () => {
      if ((await kept(storage.update(study.id, record.number, patch, { owner }))) === undefined) await lose();
    });
  const lose = async () => {
    lost = true;
    verdict = { stop: true, why: "the trial was given to another process" };
    abort.abort(new TuneError("trial-lost", `Trial ${record.number} was given to another process.`));
    // Or it was told, here or elsewhere, and is over.
    await kept(session.sync());
    checkRuns();
  };

  const report = async (values: readonly number[], step: number): Promise<void> => {
    await marking;
    if (!(await kept(storage.report(study.id, record.number, step, values, owner)))) return lose();
    session.events.emit({ kind: "reported", number: record.number, step, values });
    reported(record);
    if (session.pruner === undefined) return;
    await kept(session.sync());
    // With the last step of all there is nothing to be saved any more: a trial that is through is complete.
    if (step === session.lastStep) {
      verdict = goOn;
      return;
    }
    const curve = session.curves.of(record.number);
    const others = session.curves.all().filter(({ number }) => number !== record.number);
    verdict = session.pruner.judge({
      number: record.number,
      step,
      curve,
      others,
      values,
      directions: study.directions,
      seed: study.seed,
      notes: record.notes,
    });
    if (verdict.stop) session.events.emit({ kind: "stopped", number: record.number, step, why: verdict.why ?? "" });
  };

  const keep: TrialHandle["keep"] = (artifact) => write({ attributes: attributeOf(artifact) });

  const trial: LiveTrial = {
    number: record.number,
    get attributes() {
      return attributes;
    },
    float: (...asked) => asking().suggest.float(...asked),
    int: (...asked) => asking().suggest.int(...asked),
    choice: (...asked) => asking().suggest.choice(...asked),
    ordinal: (...asked) => asking().suggest.ordinal(...asked),
    permutation: (...asked) => asking().suggest.permutation(...asked),
    bool: (...asked) => asking().suggest.bool(...asked),
    report: (value, step) => {
      const values = reportedValues(value, step, session.history);
      unawaited.reported();
      return tracked(() => report(values, step));
    },
    get shouldStop() {
      unawaited.asked();
      stopped ||= verdict.stop;
      return verdict.stop || abort.aborted;
    },
    get stopReason() {
      return verdict.why;
    },
    prune: (why) => {
      throw pruning(why);
    },
    setAttribute: (name, value) => {
      checkAttribute(name);
      const patch = { [name]: asJson(`The attribute "${name}"`, value) };
      attributes = frozenCopy({ ...attributes, ...patch });
      return write({ attributes: patch });
    },
    artifact: (name, content) =>
      tracked(async () => keep(await handIn(() => artifactStore(storage, study), name, content))),
    constraint: (name, value) => write({ constraints: { [name]: constraintValue(name, value) } }),
    hypergradient: (callback) =>
      tracked(async () => {
        if (!session.sampler.usesHypergradients) return;
        await write({ attributes: { [hypergradientAttribute]: await hypergradientOf(callback) } });
      }),
    get checkpoint() {
      if (folder === undefined) {
        folder = folderOf(record);
        marking = write({ attributes: { [checkpointAttribute]: true } });
      }
      return folder;
    },
    get signal() {
      return abort.signal;
    },
  };

  return {
    record,
    trial,
    keep,
    usesHypergradients: session.sampler.usesHypergradients === true,
    get stopped() {
      return stopped;
    },
    get verdict() {
      return verdict;
    },
    get lost() {
      return lost;
    },
    written: async () => {
      await Promise.all(writing);
      if (unkept !== undefined) throw unkept.error;
      return broken;
    },
    abort,
    get suggested() {
      return made?.suggested ?? nothingSuggested;
    },
    foresee: () => asking().foresee(),
    adopt: (from) => {
      stopped ||= from.stopped ?? false;
      if (from.suggested) asking().adopt(from.suggested);
    },
  };
};
