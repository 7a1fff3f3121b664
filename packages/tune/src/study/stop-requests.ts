import type { Storage, StudyRecord } from "../storage/storage.ts";
import { stopAttribute } from "../trial/attributes.ts";
import type { Json } from "../trial/record.ts";

/** What tells a process which request to stop was there before it was handed to an engine, which begins it some time later. */
const variable = "KAVIAR_STOPPED_BEFORE";

/**
 * Asks whoever runs a study now, or was handed to an engine to do so, to begin no more trials of it. Who runs it later is not
 * meant.
 */
export const requestStop = (storage: Storage, study: number): Promise<void> =>
  storage.setStudyAttributes(study, { [stopAttribute]: crypto.randomUUID() });

interface StopRequests {
  /** Why to begin no more trials; undefined to go on. */
  why(): string | undefined;
  end(): void;
}

type Request = Json | undefined;

/** The name tells a study that an objective makes from the one that it is an objective of. */
const toldOf = (request: Request, name: string): string => `${request ?? "never"} ${name}`;

/** The environment of a process that is handed to an engine now: it hears all that is asked from now on. */
export const hearsFromNow = async (
  storage: Storage,
  { id, name }: Pick<StudyRecord, "id" | "name">,
): Promise<Readonly<Record<string, string>>> => ({
  [variable]: toldOf(await storage.studyAttribute(id, stopAttribute), name),
});

/**
 * Looks, as often as this process says that it lives, whether a study was asked to stop: since now, or since this process was
 * handed to an engine.
 */
export const hearStopRequests = async (
  storage: Storage,
  { id, name }: Pick<StudyRecord, "id" | "name">,
  period: () => number,
): Promise<StopRequests> => {
  // A page has no environment.
  const told = globalThis.process?.env[variable];
  let before = told?.endsWith(` ${name}`) ? told : undefined;
  let [isAsked, isOver] = [false, false];
  let timer: (ReturnType<typeof setTimeout> & { unref?(): void }) | undefined;
  const look = async () => {
    try {
      const now = toldOf(await storage.studyAttribute(id, stopAttribute), name);
      before ??= now;
      if (now !== before) isAsked = true;
    } catch {
      // A storage that does not answer is told of by whoever asks it for trials.
    }
    if (isOver) return;
    timer = setTimeout(look, period());
    timer.unref?.();
  };
  // Whoever is begun after it was asked begins no trial.
  if (before === undefined) void look();
  else await look();
  return {
    why: () => (isAsked ? "it was asked to stop" : undefined),
    end: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
};
