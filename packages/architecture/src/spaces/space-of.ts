import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import { choice, compileSpace, contains, type Space, type SpaceItem, TuneError } from "@kaviar/tune";
import type { AnyFamily, Architecture, Narrowed } from "../contract/architecture.ts";
import type { Candidate, Values } from "../contract/candidate.ts";
import { ArchitectureError } from "../error.ts";

const familiesOf = (architecture: Architecture): readonly (readonly [string, AnyFamily])[] =>
  Object.entries(architecture.families);

const withChanges = (space: Space, changes: Narrowed = {}, owner: string): Space => {
  for (const name of Object.keys(changes))
    if (!Object.hasOwn(space, name))
      throw new ArchitectureError("space", `${owner} has no parameter ${JSON.stringify(name)}.`, {
        remedy: didYouMean(name, Object.keys(space), `It has ${listed(Object.keys(space))}.`, (near) => near),
      });
  return { ...space, ...(changes as Record<string, SpaceItem>) };
};

/** The space of a search: a family, its network, and its training where it has one. */
export const spaceOf = (architecture: Architecture, facts: unknown): Space => {
  const training = withChanges(
    architecture.training.space(facts as never),
    architecture.narrowedTraining,
    `The training of ${architecture.kind}s`,
  );
  const branches = familiesOf(architecture).map(([name, family]) => {
    const model = withChanges(family.space(facts as never), architecture.narrowed[name], `The family ${name}`);
    return [name, family.training === "solved" ? { model } : { model, training }] as const;
  });
  return { network: choice(Object.fromEntries(branches) as Record<string, Space>) };
};

/** Constants stand in a point as they stand in its space. */
const withConstants = (values: Values, changes: Narrowed = {}): Values => ({
  ...values,
  ...Object.fromEntries(Object.entries(changes).filter(([, item]) => typeof item !== "object" || item === null)),
});

/**
 * What a search begins with, the likeliest first: the first recipe of each family with the first of training, then the
 * other combinations; those that a narrowed space does not have are left out.
 */
export const recipesOf = (architecture: Architecture, facts: unknown): readonly Candidate[] => {
  const trainings = architecture.training
    .recipes(facts as never)
    .map((values) => withConstants(values as Values, architecture.narrowedTraining));
  const families = familiesOf(architecture).map(([kind, family]) => ({
    kind,
    isSolved: family.training === "solved",
    models: family
      .recipes(facts as never)
      .map((values) => withConstants(values as Values, architecture.narrowed[kind])),
  }));
  const rounds = Math.max(trainings.length, ...families.map(({ models }) => models.length));
  const all = Array.from({ length: rounds }, (_, round) =>
    families.flatMap(({ kind, isSolved, models }): Candidate[] => {
      const model = models[Math.min(round, models.length - 1)];
      if (model === undefined) return [];
      if (isSolved) return round < models.length ? [{ kind, model }] : [];
      // Each training is tried with the first family; the others begin with what comes first.
      const training = trainings[Math.min(round, trainings.length - 1)]!;
      const isNew = round < models.length || (kind === families[0]!.kind && round < trainings.length);
      return isNew ? [{ kind, model, training }] : [];
    }),
  ).flat();
  return all.filter(isInSpace(architecture, facts));
};

/** Whether a search can come to a candidate. */
export const isInSpace = (architecture: Architecture, facts: unknown): ((network: Candidate) => boolean) => {
  const { dimensions, encode } = compileSpace(spaceOf(architecture, facts));
  return (network) => {
    try {
      return contains(dimensions, encode({ network }));
    } catch (error) {
      if (error instanceof TuneError && error.code === "outside-domain") return false;
      throw error;
    }
  };
};
