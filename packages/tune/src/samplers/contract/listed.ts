import { TuneError } from "../../error.ts";
import type { Dimension, Params, Value } from "../../space/dimension.ts";
import { sizeOf, valueAt } from "../../space/domain.ts";
import { type FlatSpace, fingerprint, isActive } from "../../space/flat-space.ts";
import type { History } from "../../trial/history.ts";
import type { Question, Sampler } from "./sampler.ts";

/** Where a study stands in a list: the points its finished trials had, and the first of the list that is not among them. */
interface Position {
  readonly space: FlatSpace;
  readonly points: readonly Params[];
  rewrites: number;
  count: number;
  asked: Set<string>;
  at: number;
}

const longest = 1_000_000;

const tooMany = (law: string): TuneError =>
  new TuneError("too-many-points", law, {
    remedy: "Give fewer values, or take a sampler that learns, such as `tpe()`.",
  });

/** Every value of a finite domain. */
export const allValues = ({ name, domain }: Dimension): readonly Value[] => {
  const size = sizeOf(domain);
  if (size > longest)
    throw tooMany(`A list must have at most ${longest} points, \`${name}\` alone has ${size} values.`);
  return Array.from({ length: size }, (_, i) => valueAt(domain, i));
};

/** All points of a space with these values for each dimension, the last one turning fastest. */
export const listPoints = (space: FlatSpace, valuesFor: (dimension: Dimension) => readonly Value[]): Params[] => {
  const list: Params[] = [];
  const from = (i: number, params: Params): void => {
    const dimension = space[i];
    if (dimension === undefined) {
      if (list.push(params) > longest)
        throw tooMany(`A list must have at most ${longest} points, this space has more.`);
    } else if (!isActive(dimension, params)) from(i + 1, params);
    else for (const value of valuesFor(dimension)) from(i + 1, { ...params, [dimension.name]: value });
  };
  from(0, {});
  return list;
};

/** A sampler that goes through a list, each point once, whatever became of it, and then ends the study. */
export const listed = (
  name: string,
  listOf: (space: FlatSpace, seed: number) => readonly Params[],
): Pick<Sampler, "name" | "propose" | "isExhausted"> => {
  const positions = new WeakMap<History, Position>();

  const open = ({ space, history, seed }: Pick<Question, "space" | "history" | "seed">): Position => {
    let position = positions.get(history);
    if (position === undefined || position.space !== space)
      position = { space, points: listOf(space, seed), rewrites: -1, count: 0, asked: new Set(), at: 0 };
    if (position.rewrites !== history.rewrites)
      Object.assign(position, { rewrites: history.rewrites, count: 0, asked: new Set(), at: 0 });
    positions.set(history, position);
    for (; position.count < history.finished.length; position.count++)
      position.asked.add(fingerprint(history.finished[position.count]!.params));
    while (position.at < position.points.length && position.asked.has(fingerprint(position.points[position.at]!)))
      position.at++;
    return position;
  };

  const next = (question: Pick<Question, "space" | "history" | "seed" | "admits">): number => {
    const { points, asked, at } = open(question);
    const running = new Set([...question.history.running.values()].map(({ params }) => fingerprint(params)));
    for (let i = at; i < points.length; i++) {
      const text = fingerprint(points[i]!);
      if (!asked.has(text) && !running.has(text) && question.admits(points[i]!)) return i;
    }
    return -1;
  };

  return {
    name,
    propose: (question) => {
      const { points } = open(question);
      const i = next(question);
      // Another process may have taken the last one since `isExhausted` was asked: then the study sees it repeat, and ends.
      return { params: points.at(i)!, why: i < 0 ? "every point was asked" : `point ${i + 1} of ${points.length}` };
    },
    isExhausted: (question) => question.space.length > 0 && next(question) < 0,
  };
};
