import { TuneError } from "../error.ts";
import { note } from "../note.ts";
import { compareSpaces } from "../space/compare-spaces.ts";
import { type CompiledSpace, compileSpace } from "../space/compile-space.ts";
import { keepOrders } from "../space/keep-orders.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialRecord } from "../trial/record.ts";
import { attributesOfSpace, declaredSpace } from "./declared-space.ts";
import type { Session } from "./session.ts";
import { type Decode, decoder } from "./snapshot.ts";

/** What is asked from: a space as it is kept with trials, and ready to be asked from. */
export interface Declared {
  readonly space: Space;
  readonly compiled: CompiledSpace;
}

/** The space of a study, which programs declare, and how its trials are read: each by the space that it was asked from. */
export interface Declaring {
  /** The one that was declared last; undefined while none was. */
  readonly current: Declared | undefined;
  /** The one that the study was made with, which is the only one as long as it is open. */
  readonly only: Declared | undefined;
  /** Declares a space, and says so where trials were asked from another one; null declares none. */
  declare(space: Space | null): Promise<Declared | undefined>;
  /** The same, and from then on no other one. */
  declareOnly(space: Space): Promise<void>;
  /** Whether trials were asked from a space, also by another process; without one, all are. */
  isOf(declared: Declared | undefined): (trial: Pick<TrialRecord, "space">) => boolean;
  /** How the params of a trial become what its objective got. */
  decodeOf(record: Pick<TrialRecord, "space">): Decode;
}

/** So many changes of a space are told one by one. */
const mostTold = 5;

export const createDeclaring = (session: Session): Declaring => {
  const { study, storage } = session;
  const stored = declaredSpace(study);
  let only: Declared | undefined;
  let current: Declared | undefined = stored && { space: stored, compiled: compileSpace(stored) };
  // Trials that were kept without their space are read by the one that was kept for all of them.
  const fallback = decoder(current?.compiled);
  const decoders = new WeakMap<Space, Decode>();

  const tellChanges = (before: Space, now: Space): void => {
    const trials = session.history.trials.filter((trial) => trial?.seen !== undefined).length;
    const changes = compareSpaces(before, now);
    if (trials === 0 || changes.length === 0) return;
    const words = changes
      .slice(0, mostTold)
      .map(({ name, before, now }) => `${name}: ${before ?? "none"} → ${now ?? "none"}`);
    const more = changes.length > mostTold ? `; and ${changes.length - mostTold} more` : "";
    note(
      `The space of "${study.name}" was declared otherwise for its ${trials === 1 ? "trial" : `${trials} trials`} so far: ${words.join("; ")}${more}. They stay as they ran, and samplers learn from them.`,
    );
  };

  const checkOnly = (plain: Space | undefined): void => {
    if (only === undefined || (plain !== undefined && JSON.stringify(plain) === JSON.stringify(only.space))) return;
    throw new TuneError(
      "other-space",
      `"${study.name}" was made with a space, and is asked from no other one: got ${
        plain === undefined
          ? "none"
          : compareSpaces(only.space, plain)
              .map(({ name, before, now }) => `${name}: ${now ?? "none"} for ${before ?? "none"}`)
              .join("; ")
      }.`,
      { remedy: "Make it without `space`, and give one to `optimize`." },
    );
  };

  const declare = async (given: Space): Promise<Declared> => {
    const space = keepOrders(given, current?.space);
    const compiled = compileSpace(space);
    session.sampler.check?.({ space: compiled.dimensions, directions: study.directions });
    const attributes = attributesOfSpace(space);
    const plain = declaredSpace({ attributes })!;
    checkOnly(plain);
    const before = current;
    if (before !== undefined && JSON.stringify(before.space) === JSON.stringify(plain)) {
      // The same dimensions stay the same object: samplers remember what they computed for it.
      current = { space: before.space, compiled: { ...compiled, dimensions: before.compiled.dimensions } };
      return current;
    }
    await storage.setStudyAttributes(study.id, attributes);
    const isSame = JSON.stringify(before?.compiled.dimensions) === JSON.stringify(compiled.dimensions);
    current = {
      space: plain,
      compiled: isSame ? { ...compiled, dimensions: before!.compiled.dimensions } : compiled,
    };
    if (before !== undefined) tellChanges(before.space, plain);
    return current;
  };

  return {
    get current() {
      return current;
    },
    get only() {
      return only;
    },
    declare: async (given) => {
      if (given !== null) return declare(given);
      checkOnly(undefined);
      return undefined;
    },
    declareOnly: async (given) => {
      only = await declare(given);
    },
    isOf: (declared) => {
      if (declared === undefined) return () => true;
      const text = JSON.stringify(declared.space);
      const known = new WeakMap<Space, boolean>();
      return ({ space }) => {
        if (space === undefined) return false;
        const isSame = known.get(space) ?? JSON.stringify(space) === text;
        known.set(space, isSame);
        return isSame;
      };
    },
    decodeOf: ({ space }) => {
      if (space === undefined) return fallback;
      const known = decoders.get(space) ?? decoder(compileSpace(space));
      decoders.set(space, known);
      return known;
    },
  };
};
