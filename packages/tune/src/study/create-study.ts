import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { checkpointFolders } from "../evaluation/checkpoint-folder.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import { auto } from "../samplers/auto.ts";
import { allowsAll } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import { openStorage } from "../storage/open-storage.ts";
import { contentPlace, placeAttributes } from "../storage/study-places.ts";
import { warmAttribute } from "../trial/attributes.ts";
import { attributesOfObjectives, objectivesOf } from "../trial/objectives.ts";
import type { Direction } from "../trial/record.ts";
import { addedTrial } from "./add-trial.ts";
import { askTrial } from "./ask.ts";
import { asAsked } from "./asking.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { createDeclaring, type Declared } from "./declaring.ts";
import { deterministicAttribute, isDeterministic } from "./deterministic.ts";
import { type Directions, directionsOf } from "./directions.ts";
import { enqueuePoint } from "./enqueue.ts";
import { inTurn } from "./in-turn.ts";
import { launch } from "./launch.ts";
import { openTrial } from "./open-trial.ts";
import { runStudy } from "./optimize.ts";
import { byHand, registerOwner } from "./owner.ts";
import { tellLogs } from "./progress.ts";
import {
  readAddOptions,
  readAskOptions,
  readEnqueueOptions,
  readOptimizeOptions,
  readReplayOptions,
  readStudyOptions,
  usualStorage,
} from "./read-options.ts";
import { checkReopened } from "./reopened.ts";
import { replayStudy } from "./replay.ts";
import { runningTrial } from "./running-trial.ts";
import { createSession, type Session, type SessionParts } from "./session.ts";
import type { Decode } from "./snapshot.ts";
import { requestStop } from "./stop-requests.ts";
import type {
  AskedTrial,
  AskOptions,
  OptimizeOptions,
  ParamsOf,
  ReturnedFor,
  Study,
  StudyOptions,
  StudyView,
} from "./study.ts";
import { tellTrial, withReason } from "./tell.ts";
import { checkPruned, outcomeOf } from "./told.ts";
import { createView } from "./view.ts";
import { bestPoints, copyOf, readHistory, tellLate } from "./warm-start.ts";

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
  const options = readStudyOptions(givenOptions);
  const aims = directionsOf(options);
  const seed = options.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : options.seed;
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new TuneError("bad-seed", `A seed must be a whole number ≥ 0: got ${shown(seed)}.`);
  const place = placeAttributes(options.artifacts);
  const given = options.storage ?? (options.name === undefined ? "memory" : usualStorage);
  const storage = typeof given === "string" ? await openStorage(given) : given;
  const name = options.name ?? `study-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
  const refuse = async (error: unknown): Promise<never> => {
    if (typeof given === "string") await storage.close();
    throw error;
  };
  // Read before the study is there: a misspelt name must not leave one behind that is never started warm.
  const earlier = await Promise.all(
    (options.warmStart ?? []).map((from) =>
      typeof from === "string" ? readHistory(storage, from) : copyOf(from.history),
    ),
  ).catch(refuse);
  const names = attributesOfObjectives(aims.objectives);
  const { study: opened, created } = await storage
    .openStudy({
      name,
      directions: aims.directions,
      seed,
      createdAt: Date.now(),
      attributes: {
        ...names,
        ...place,
        ...(options.deterministic !== undefined && { [deterministicAttribute]: options.deterministic }),
      },
    })
    .catch(refuse);
  try {
    checkReopened(opened, options, aims);
  } catch (error) {
    await refuse(error);
  }
  // Objectives may get their names later than their study was made.
  const isNamedNow = aims.objectives !== undefined && objectivesOf(opened) === undefined;
  if (isNamedNow) await storage.setStudyAttributes(opened.id, names).catch(refuse);
  const study = isNamedNow ? { ...opened, attributes: { ...opened.attributes, ...names } } : opened;
  const registration = await registerOwner(storage).catch(refuse);
  const parts: SessionParts = {
    study,
    storage,
    sampler: options.sampler ?? auto(),
    pruner: options.pruner,
    deterministic: options.deterministic ?? isDeterministic(study),
    prior: earlier,
    owner: registration.id,
  };
  const session = createSession(parts);
  const begin = async () => {
    await registration.reap();
    const points = bestPoints(earlier);
    if (created)
      for (const params of points) await storage.enqueue(study.id, { attributes: { [warmAttribute]: params } });
    await session.sync();
    if (!created) tellLate(name, session.history, points);
  };
  await begin().catch(async (error: unknown) => {
    await registration.leave().catch(() => {});
    return refuse(error);
  });

  const declaring = createDeclaring(session);
  if (options.space !== undefined)
    await declaring.declareOnly(options.space).catch(async (error: unknown) => {
      await registration.leave().catch(() => {});
      return refuse(error);
    });
  const { view, attributes, folder, snapshot, valuesOf, trialsOf } = createView(session, declaring);
  const folderOf = checkpointFolders(folder);
  const checkpoints = createCheckpoints(session, folder);
  // One look at what is there for each point that is enqueued.
  const enqueuing = inTurn();
  const asked = new Map<number, TrialHandle>();

  /** Before a signal ends the process: what runs waits again. */
  const leave = async () => {
    await registration.leave();
    await storage.close();
  };

  let closing: Promise<void> | undefined;
  const close = async () => {
    session.events.close();
    try {
      await registration.leave();
    } finally {
      if (typeof given === "string") await storage.close();
    }
  };

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

    ask: async (space?: Space | null, askOptions: AskOptions = {}) => {
      const { detached = false } = readAskOptions(askOptions);
      registration.mayBeBusy();
      const declared = space === undefined ? declaring.current : await declaring.declare(space);
      const record = await askTrial(session, {
        ...scopeOf(declared),
        budget: { concurrency: 1 },
        ...(detached && { owner: byHand }),
      });
      if (typeof record === "string")
        throw new TuneError(
          "exhausted",
          "Every point of this space was asked, and a deterministic objective is not asked twice.",
          {
            remedy: "Give the study `deterministic: false` to repeat points.",
          },
        );
      await checkpoints?.fetch(record);
      const handle = openTrial(session, record, folderOf, declared !== undefined, checkpoints?.reported);
      asked.set(record.number, handle);
      return withParams(handle, declaring.decodeOf(record)) as never;
    },

    tell: async (trial, told) => {
      const record = await runningTrial(session, typeof trial === "object" && trial !== null ? trial.number : trial);
      const { number } = record;
      const handle = asked.get(number);
      const ended = outcomeOf(told, session.history);
      checkPruned(ended, session.history);
      const outcome = handle === undefined ? ended : withReason(ended, handle);
      await checkpoints?.save(record, false);
      const extra = handle !== undefined && handle.suggested.dimensions.length > 0 ? asAsked(handle.suggested) : {};
      if ((await tellTrial(session, record, outcome, extra, { from: "running" })) === undefined)
        throw new TuneError(
          "not-running",
          `Only a running trial can be told: trial ${number} was told by another process.`,
        );
      asked.delete(number);
      return snapshot(session.history.trials[number]!);
    },

    running: async (number) => {
      const record = await runningTrial(session, number);
      if (!asked.has(number)) await checkpoints?.fetch(record);
      const handle =
        asked.get(number) ?? openTrial(session, record, folderOf, record.space !== undefined, checkpoints?.reported);
      asked.set(number, handle);
      return withParams(handle, declaring.decodeOf(record));
    },

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
          `A trial is added as a point of a space: "${name}" has none that was declared, and none was given.`,
          { remedy: "Give it: `addTrial(params, value, { space })`." },
        );
      const [record] = await storage.add(study.id, [addedTrial(declared, session.history, params, told, more)]);
      await session.sync();
      session.events.emit({ kind: "told", trial: record!, best: session.best?.number === record!.number });
      return snapshot(session.history.trials[record!.number]!);
    },

    stop: () => requestStop(storage, study.id),
    retry: async (numbers) => {
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
    },

    setAttribute: attributes.set,
    replay: async (budget) => {
      const { trials = session.history.trials.length, concurrency = 1 } = readReplayOptions(budget);
      await session.sync();
      return replayStudy(parts, session.history, scopeOf(declaring.current), { trials, concurrency });
    },
    events: { [Symbol.asyncIterator]: () => session.events.listen() },
    close: () => {
      closing ??= close();
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

/** Where trials are asked from: a declared space, or what define-by-run trials show. */
const scopeOf = (declared: Declared | undefined) => ({
  space: declared?.compiled.dimensions,
  declared: declared?.space,
  allows: declared?.compiled.allows ?? allowsAll,
  encode: declared?.compiled.encode ?? ((values: unknown) => values as Params),
});

const withParams = (handle: TrialHandle, decode: Decode): AskedTrial =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(handle.trial),
      params: { enumerable: true, get: () => decode({ ...handle.record.params, ...handle.suggested.params }) },
    },
  ) as AskedTrial;
