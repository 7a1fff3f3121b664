import type { OptionsOf } from "@kaviar/base/check";
import { disk } from "../disk.ts";
import { options } from "../options.ts";
import type { Dimension, Params } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import type { Changes } from "../trial/changes.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import { lastRevision, orderOfEnds } from "./added-order.ts";
import { frozenCopy } from "./frozen.ts";
import { noStudy } from "./no-study.ts";
import { removeShared } from "./remove-shared.ts";
import type { Heartbeat, Storage, StudyRecord, TrialDraft, TrialPatch } from "./storage.ts";
import { removeStudyFolder } from "./study-folder.ts";

type Report = Changes["reports"][number];

interface StoredStudy {
  study: StudyRecord;
  readonly trials: TrialRecord[];
  /** What each revision changed, from 1 on: a trial, by its number, or a report; nothing where trials brought theirs along. */
  readonly log: (number | Report | undefined)[];
  /** The revision that changed a trial last: earlier entries of the log are skipped. */
  readonly changedIn: number[];
  readonly waiting: Set<number>;
  readonly running: Set<number>;
  readonly texts: Map<string, number>;
}

const noParams: Params = Object.freeze({});
const nothing = Object.freeze({});
const noDimensions: readonly Dimension[] = Object.freeze([]);

const read = options("memory", {});

/**
 * Studies that live as long as this process: for tests, and for searches nobody resumes.
 *
 * ```ts
 * await createStudy({ storage: "memory" });
 * ```
 * Records are frozen as they are handed out.
 */
export const memory = (given: OptionsOf<typeof read> = {}): Storage => {
  read(given);
  const stored = new Map<number, StoredStudy>();
  const beats = new Map<string, Omit<Heartbeat, "silent"> & { readonly at: number }>();
  const folder = temporaryFolder();
  let nextStudy = 1;

  const studyWith = (study: number): StoredStudy => {
    const found = stored.get(study);
    if (found === undefined) throw noStudy(study);
    return found;
  };

  return {
    url: "memory",
    folder,
    studies: async () => [...stored.values()].map(({ study }) => study),
    openStudy: async (draft) => {
      for (const { study } of stored.values()) if (study.name === draft.name) return { study, created: false };
      const study = frozenCopy<StudyRecord>({ ...draft, id: nextStudy++ });
      stored.set(study.id, {
        study,
        trials: [],
        log: [],
        changedIn: [],
        waiting: new Set(),
        running: new Set(),
        texts: new Map(),
      });
      return { study, created: true };
    },
    studyAttribute: async (id, name) => {
      const { attributes } = studyWith(id).study;
      return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    },
    setStudyAttributes: async (id, attributes) => {
      const of = studyWith(id);
      const merged = Object.entries({ ...of.study.attributes, ...attributes }).filter(
        ([, value]) => value !== undefined,
      );
      of.study = Object.freeze({
        ...of.study,
        attributes: frozenCopy(Object.fromEntries(merged)) as StudyRecord["attributes"],
      });
    },
    deleteStudy: async (id) => {
      await removeShared(stored.get(id)?.study);
      if (folder !== undefined) removeStudyFolder(folder, stored.get(id)?.study);
      stored.delete(id);
    },
    changes: async (id, since) => {
      const { log, trials: all, changedIn } = studyWith(id);
      const trials: TrialRecord[] = [];
      const reports: Report[] = [];
      for (let i = since; i < log.length; i++) {
        const entry = log[i]!;
        if (typeof entry === "object") reports.push(entry);
        else if (entry !== undefined && changedIn[entry] === i + 1) trials.push(all[entry]!);
      }
      return { revision: log.length, trials, reports };
    },
    enqueue: async (id, draft) => {
      const of = studyWith(id);
      return put(of, drafted(of.trials.length, draft));
    },
    add: async (id, added) => {
      const of = studyWith(id);
      const first = of.trials.length;
      of.trials.length += added.length;
      of.log.length = Math.max(of.log.length, lastRevision(added));
      for (const place of orderOfEnds(added)) {
        const { trial } = added[place]!;
        const number = first + place;
        put(of, { ...patched(drafted(number, trial), trial), number }, trial.toldIn);
      }
      added.forEach(({ reports }, place) => {
        for (const { step, values } of reports)
          of.log.push(Object.freeze({ number: first + place, step, values: Object.freeze([...values]) }));
      });
      return of.trials.slice(first);
    },
    claim: async (id, { owner, startedAt, limit, ahead }) => {
      const of = studyWith(id);
      if (of.waiting.size > 0) {
        const record = of.trials[least(of.waiting)]!;
        return put(of, { ...record, state: "running", owner, startedAt, attempt: record.attempt + 1 });
      }
      if (limit !== undefined && of.trials.length >= limit) return undefined;
      const bare: TrialRecord = {
        number: of.trials.length,
        state: "running",
        params: noParams,
        dimensions: noDimensions,
        attributes: nothing,
        constraints: nothing,
        attempt: 1,
        owner,
        startedAt,
      };
      const isFree = ahead?.unique === undefined || !of.texts.has(ahead.unique);
      if (ahead?.number !== bare.number || !isFree) return put(of, bare);
      if (ahead.unique !== undefined) of.texts.set(ahead.unique, bare.number);
      return put(of, patched(bare, ahead.patch));
    },
    update: async (id, number, patch, { owner, from, unique } = {}) => {
      const of = studyWith(id);
      const record = of.trials[number];
      if (record === undefined) return undefined;
      if (owner !== undefined && (record.state !== "running" || record.owner !== owner)) return undefined;
      if (from !== undefined && record.state !== from) return undefined;
      if (unique !== undefined) {
        const holder = of.texts.get(unique);
        if (holder !== undefined && holder !== number) return "taken";
        of.texts.set(unique, number);
      }
      return put(of, patched(record, patch));
    },
    report: async (id, number, step, values, owner) => {
      const of = studyWith(id);
      const record = of.trials[number];
      if (record === undefined) return false;
      if (owner !== undefined && (record.state !== "running" || record.owner !== owner)) return false;
      of.log.push(Object.freeze({ number, step, values: Object.freeze([...values]) }));
      return true;
    },
    beat: async (owner) => {
      beats.set(owner.id, { ...owner, beats: (beats.get(owner.id)?.beats ?? 0) + 1, at: performance.now() });
      return beats.size;
    },
    heartbeats: async () =>
      [...beats.values()].map(({ at, ...beat }) => Object.freeze({ ...beat, silent: performance.now() - at })),
    release: async (owner, { attempts, error }) => {
      beats.delete(owner);
      let had = 0;
      for (const of of stored.values())
        for (const number of [...of.running]) {
          const record = of.trials[number]!;
          if (record.owner !== owner) continue;
          had++;
          const lost = record.attempt >= attempts;
          put(
            of,
            lost ? { ...record, state: "failed", error, finishedAt: Date.now() } : { ...record, state: "waiting" },
          );
        }
      return had;
    },
    close: async () => {},
  };
};

/** Made when something is put into it; none where there is no disk. */
const temporaryFolder = (): string | undefined => {
  if (globalThis.process?.getBuiltinModule === undefined) return undefined;
  const { path, os } = disk();
  return path.join(os.tmpdir(), `kaviar-${crypto.randomUUID()}`);
};

/** Keeps a record, which is nobody else's yet, as the next revision. */
const put = (
  of: StoredStudy,
  record: { -readonly [K in keyof TrialRecord]: TrialRecord[K] },
  toldIn?: number,
): TrialRecord => {
  const { number, state } = record;
  const revision = of.log.push(number);
  const before = of.trials[number]?.state;
  if (state === "running" && before !== "running") record.askedIn = revision;
  if (isFinished(record) && (before === undefined || before === "waiting" || before === "running"))
    record.toldIn = toldIn ?? revision;
  of.trials[number] = Object.freeze(record);
  of.changedIn[number] = revision;
  if (state === "waiting") of.waiting.add(number);
  else if (before === "waiting") of.waiting.delete(number);
  if (state === "running") of.running.add(number);
  else if (before === "running") of.running.delete(number);
  return record;
};

const drafted = (number: number, { params, dimensions, attributes }: TrialDraft): TrialRecord => ({
  number,
  state: "waiting",
  params: params ? Object.freeze({ ...params }) : noParams,
  dimensions: dimensions ? ownSpace(dimensions) : noDimensions,
  attributes: attributes ? frozenCopy(attributes) : nothing,
  constraints: nothing,
  attempt: 0,
});

const patched = (record: TrialRecord, patch: TrialPatch): TrialRecord => {
  const next: { -readonly [K in keyof TrialRecord]: TrialRecord[K] } = { ...record, ...patch };
  if (patch.params) next.params = Object.freeze({ ...patch.params });
  if (patch.dimensions) next.dimensions = ownSpace(patch.dimensions);
  if (patch.space) next.space = ownDeclared(patch.space);
  if (patch.values) next.values = Object.freeze([...patch.values]);
  if (patch.notes !== undefined) next.notes = frozenCopy(patch.notes);
  next.attributes = patch.attributes
    ? Object.freeze({ ...record.attributes, ...frozenCopy(patch.attributes) })
    : record.attributes;
  next.constraints = patch.constraints
    ? Object.freeze({ ...record.constraints, ...patch.constraints })
    : record.constraints;
  return next;
};

const spaces = new WeakMap<readonly Dimension[], readonly Dimension[]>();

/** One copy of a space for all its trials; another where the space has grown, as those of define-by-run do. */
const ownSpace = (dimensions: readonly Dimension[]): readonly Dimension[] => {
  const known = spaces.get(dimensions);
  if (known !== undefined && known.length === dimensions.length) return known;
  const copy = frozenCopy(dimensions);
  spaces.set(dimensions, copy);
  return copy;
};

const declared = new WeakMap<Space, Space>();

const ownDeclared = (space: Space): Space => {
  const copy = declared.get(space) ?? frozenCopy(space);
  declared.set(space, copy);
  return copy;
};

const least = (numbers: ReadonlySet<number>): number => {
  let found = Infinity;
  for (const number of numbers) if (number < found) found = number;
  return found;
};
