import { keepPredicates } from "./constrain.ts";
import { isParameter, type Parameter, type Space, type SpaceItem } from "./parameter.ts";

/**
 * A space whose permutations list their items in the order in which they were listed before, where they are the same ones: a
 * flat point is a code for an order of the list, so a list in another order would give every earlier point another meaning.
 */
export const keepOrders = <S extends Space>(space: S, before: Space | undefined): S =>
  before === undefined ? space : (keepInRecord(space, before) as S);

const keepInRecord = (space: Space, before: Space): Space => {
  let isSame = true;
  const kept = Object.fromEntries(
    Object.entries(space).map(([name, item]) => {
      const own = Object.hasOwn(before, name) ? keepInItem(item, before[name]!) : item;
      isSame &&= own === item;
      return [name, own];
    }),
  );
  return isSame ? space : keepPredicates(space, kept);
};

const keepInItem = (item: SpaceItem, before: SpaceItem): SpaceItem => {
  if (typeof item !== "object" || item === null || typeof before !== "object" || before === null) return item;
  if (!isParameter(item)) return isParameter(before) ? item : keepInRecord(item, before);
  return isParameter(before) ? keepInParameter(item, before) : item;
};

const keepInParameter = (item: Parameter<unknown>, before: Parameter<unknown>): Parameter<unknown> => {
  const [node, was] = [item.parameter, before.parameter];
  if (node.kind === "permutation" && was.kind === "permutation") {
    const isSame = node.items.length === was.items.length && node.items.every((each) => was.items.includes(each));
    return isSame && node.items.some((each, i) => each !== was.items[i]) ? before : item;
  }
  if (node.kind === "branches" && was.kind === "branches") {
    const branches = keepInRecord(node.branches, was.branches) as typeof node.branches;
    return branches === node.branches ? item : { parameter: { ...node, branches } };
  }
  if (node.kind === "array" && was.kind === "array") {
    const inner = keepInItem(node.item, was.item);
    return inner === node.item ? item : { parameter: { ...node, item: inner } };
  }
  return item;
};
