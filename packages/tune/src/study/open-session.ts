import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { auto } from "../samplers/auto.ts";
import { openStorage } from "../storage/open-storage.ts";
import { placeAttributes } from "../storage/study-places.ts";
import { warmAttribute } from "../trial/attributes.ts";
import { attributesOfObjectives, objectivesOf } from "../trial/objectives.ts";
import { createDeclaring, type Declaring } from "./declaring.ts";
import { deterministicAttribute, isDeterministic } from "./deterministic.ts";
import { directionsOf } from "./directions.ts";
import { type Registration, registerOwner } from "./owner.ts";
import { usualStorage } from "./read-options.ts";
import { checkReopened } from "./reopened.ts";
import { createSession, type Session, type SessionParts } from "./session.ts";
import type { StudyOptions } from "./study.ts";
import { bestPoints, copyOf, readHistory, tellLate } from "./warm-start.ts";

/** A study that this process takes part in. */
export interface Opened {
  readonly session: Session;
  readonly parts: SessionParts;
  readonly declaring: Declaring;
  readonly registration: Registration;
  /** Ends what was begun here: the registration, and the storage where it was opened here. */
  close(): Promise<void>;
}

/** Opens a study, or makes it, as options say that have been read. Whatever fails leaves nothing open. */
export const openSession = async (options: StudyOptions): Promise<Opened> => {
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

  const close = async () => {
    session.events.close();
    try {
      await registration.leave();
    } finally {
      if (typeof given === "string") await storage.close();
    }
  };
  return { session, parts, declaring, registration, close };
};
