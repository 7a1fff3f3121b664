import { TuneError } from "../error.ts";
import { checkpointFolders } from "../evaluation/checkpoint-folder.ts";
import type { Space } from "../space/parameter.ts";
import { contentPlace } from "../storage/study-places.ts";
import type { Direction } from "../trial/record.ts";
import { addedTrial } from "./add-trial.ts";
import { scopeOf } from "./ask-scope.ts";
import { askedByHand } from "./asked-by-hand.ts";
import { createCheckpoints } from "./checkpoints.ts";
import type { Directions } from "./directions.ts";
import { enqueuePoint } from "./enqueue.ts";
import { inTurn } from "./in-turn.ts";
import { launch } from "./launch.ts";
import { openSession } from "./open-session.ts";
import { runStudy } from "./optimize.ts";
import { tellLogs } from "./progress.ts";
import {
  readAddOptions,
  readEnqueueOptions,
  readOptimizeOptions,
  readReplayOptions,
  readStudyOptions,
} from "./read-options.ts";
import { replayStudy } from "./replay.ts";
import { retryFailed } from "./retry-failed.ts";
import type { Session } from "./session.ts";
import { requestStop } from "./stop-requests.ts";
import type { OptimizeOptions, ParamsOf, ReturnedFor, Study, StudyOptions, StudyView } from "./study.ts";
import { createView } from "./view.ts";

/**
 * A study: trials of one objective, kept in a storage. A name that exists is gone on with.
 *
 * ```ts
 * const study = await createStudy({ storage: "memory", seed: 1 });
 * await study.optimize({ x: float(-5, 5) }, ({ x }) => (x - 2) ** 2, { trials: 50 });
 * study.best.params;                                       // { x: 1.99… }
 * ```
 * The directions of a study are fixed by its first opening.
 */
export const createStudy = async <const D extends Directions = readonly [Direction], S extends Space = Space>(
  givenOptions: StudyOptions<D, S> = {},
): Promise<Study<ReturnedFor<D>, ParamsOf<S>>> => {
  const opened = await openSession(readStudyOptions(givenOptions) as StudyOptions);
  const { session, parts, declaring, registration } = opened;
  const { study, storage } = session;
  const { view, attributes, folder, snapshot, valuesOf, trialsOf } = createView(session, declaring);
  const folderOf = checkpointFolders(folder);
  const checkpoints = createCheckpoints(session, folder);
  // One look at what is there for each point that is enqueued.
  const enqueuing = inTurn();

  /** Before a signal ends the process: what runs waits again. */
  const leave = async () => {
    await registration.leave();
    await storage.close();
  };

  let closing: Promise<void> | undefined;

  const self: Omit<Study, Exclude<keyof StudyView, "close">> = {
    optimize: async (space: Space | null, objective: unknown, givenLimits: OptimizeOptions = {}) => {
      const limits = readOptimizeOptions(givenLimits);
      // What runs in this process may keep it busy, and so may a caller that asks for trials.
      if (typeof objective === "function") registration.mayBeBusy();
      const declared = await declaring.declare(space);
      if (declared === undefined) session.sampler.check?.({ space: undefined, directions: study.directions });
      const launcher = await launch(
        {
          seed: study.seed,
          space: declared?.compiled,
          valuesOf,
          folder,
          artifacts: contentPlace(storage, study),
          // Whoever looks for them later finds none of a study in memory.
          keepsLogs: storage.url !== "memory",
          trialsLeft: trialsLeft(session, limits),
        },
        objective,
        limits,
      );
      const scope = scopeOf(declared);
      const own = trialsOf(declared);
      const heard = tellLogs(session, limits.log ?? [], { snapshot, best: own.best, total: limits.trials });
      const stopped = await runStudy(session, scope, launcher, folderOf, limits, heard, {
        period: registration.period,
        leave,
        checkpoints,
      });
      const best = own.best();
      return {
        stopped,
        best: best && snapshot(best),
        get trials() {
          return own.all().map(snapshot);
        },
        get front() {
          return own.front().map(snapshot);
        },
      } as never;
    },

    ...askedByHand(session, { declaring, registration, checkpoints, folderOf, snapshot }),

    enqueue: async (params, given) => {
      const enqueueOptions = readEnqueueOptions(given);
      return enqueuing(() => enqueuePoint(session, declaring.current?.compiled, params, enqueueOptions));
    },

    addTrial: async (params, told, addOptions) => {
      const { space, ...more } = readAddOptions(addOptions);
      const declared = space === undefined ? declaring.current : await declaring.declare(space);
      if (declared === undefined)
        throw new TuneError(
          "no-space",
          `A trial is added as a point of a space: "${study.name}" has none that was declared, and none was given.`,
          { remedy: "Give it: `addTrial(params, value, { space })`." },
        );
      const [record] = await storage.add(study.id, [addedTrial(declared, session.history, params, told, more)]);
      await session.sync();
      session.events.emit({ kind: "told", trial: record!, best: session.best?.number === record!.number });
      return snapshot(session.history.trials[record!.number]!);
    },

    stop: () => requestStop(storage, study.id),
    retry: (numbers) => retryFailed(session, numbers),
    setAttribute: attributes.set,
    replay: async (budget) => {
      const { trials = session.history.trials.length, concurrency = 1 } = readReplayOptions(budget);
      await session.sync();
      return replayStudy(parts, session.history, scopeOf(declaring.current), { trials, concurrency });
    },
    events: { [Symbol.asyncIterator]: () => session.events.listen() },
    close: () => {
      closing ??= opened.close();
      return closing;
    },
  };
  return Object.defineProperties(self, Object.getOwnPropertyDescriptors(view)) as Study<ReturnedFor<D>, ParamsOf<S>>;
};

/** How many trials a study is still to run to have as many as it is to have; undefined where that is open. */
const trialsLeft = ({ history }: Session, { trials }: OptimizeOptions): number | undefined => {
  if (trials === undefined) return undefined;
  const waiting = history.trials.filter((trial) => trial?.state === "waiting").length;
  return Math.max(trials - history.trials.length, 0) + waiting;
};
