import type { Dimension, Tag } from "../space/dimension.ts";

interface Role {
  readonly says: RegExp;
  readonly tag: Tag;
  readonly rank: number;
}

/**
 * What a network's parameters are usually for, and how much they usually matter: the learning rate first; then momentum,
 * batch size and hidden units; then layers and decay. (Ng 2017, Improving Deep Neural Networks, week 3) The first line
 * that fits a name counts, so a `decay rate` is a decay and `hidden layers` are layers.
 */
const roles: readonly Role[] = [
  { says: /\bdecay\b|\bl2\b|\bwd\b/, tag: "training", rank: 6 },
  { says: /\b(drop(out)?|keep)\b/, tag: "model", rank: 7 },
  { says: /\b(layers?|depth)\b/, tag: "model", rank: 5 },
  { says: /\b(lr|eta|(learning )?rate|step size)\b/, tag: "training", rank: 1 },
  { says: /\b(momentum|beta ?1?)\b/, tag: "training", rank: 2 },
  { says: /\bbatch/, tag: "training", rank: 3 },
  { says: /\b(units?|hidden|width|neurons|channels|filters)\b/, tag: "model", rank: 4 },
];

/** "optimizer.weightDecay" → ["weight decay", "optimizer"]: the last part says most. */
const wordsOf = (name: string): readonly string[] =>
  name
    .split(".")
    .map((part) =>
      part
        .replace(/([a-z])([A-Z])/g, "$1 $2")
        .replace(/[_\-\s]+/g, " ")
        .toLowerCase(),
    )
    .reverse();

const roleOf = (name: string): Role | undefined => {
  for (const words of wordsOf(name)) {
    const role = roles.find(({ says }) => says.test(words));
    if (role !== undefined) return role;
  }
  return undefined;
};

/** What a parameter belongs to: its tag, else what its name says. */
export const tagOf = ({ name, tag }: Dimension): Tag | undefined => tag ?? roleOf(name)?.tag;

const rankOf = (dimension: Dimension): number =>
  roleOf(dimension.name)?.rank ?? { training: 8, model: 9, none: 10 }[tagOf(dimension) ?? "none"];

/**
 * Parameters in the order in which they usually matter. Their weights fall as 1, ½, ⅓ … and sum to 1: only the order
 * means something.
 */
export const priorOrder = (space: readonly Dimension[]): readonly { dimension: Dimension; importance: number }[] => {
  const sorted = space.map((dimension, at) => ({ dimension, at, rank: rankOf(dimension) }));
  sorted.sort((a, b) => a.rank - b.rank || a.at - b.at);
  const total = sorted.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
  return sorted.map(({ dimension }, i) => ({ dimension, importance: 1 / (i + 1) / total }));
};
