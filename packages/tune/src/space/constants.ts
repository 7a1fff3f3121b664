import type { Choice, Condition } from "./dimension.ts";
import { isParameter, type Space, type SpaceItem } from "./parameter.ts";

/** What a space hands on as it is: under the name that a parameter in its place would have. */
export interface Constant {
  readonly name: string;
  readonly value: Choice;
  /** Absent: always handed on. */
  readonly when?: Condition;
}

/**
 * The constants of a space, those of branches and arrays with the condition under which they are handed on.
 *
 * ```ts
 * constantsOf({ epochs: 500, optimizer: choice({ sgd: {}, adam: { amsgrad: false } }) });
 * // [{ name: "epochs", value: 500 }, { name: "optimizer.adam.amsgrad", value: false, when: { name: "optimizer", in: ["adam"] } }]
 * ```
 */
export const constantsOf = (space: Space): readonly Constant[] => inRecord("", space, undefined);

const inRecord = (path: string, space: Space, when: Condition | undefined): readonly Constant[] =>
  Object.entries(space).flatMap(([name, item]) => inItem(path === "" ? name : `${path}.${name}`, item, when));

const inItem = (path: string, item: SpaceItem, when: Condition | undefined): readonly Constant[] => {
  if (typeof item !== "object" || item === null) return [{ name: path, value: item, ...(when && { when }) }];
  if (!isParameter(item)) return inRecord(path, item, when);
  const node = item.parameter;
  switch (node.kind) {
    case "branches":
      return Object.entries(node.branches).flatMap(([kind, branch]) =>
        inRecord(`${path}.${kind}`, branch, { name: path, in: [kind] }),
      );
    case "array":
      return Array.from({ length: node.max }, (_, i) =>
        inItem(`${path}.${i}`, node.item, i < node.min ? when : { name: `${path}.length`, atLeast: i + 1 }),
      ).flat();
    default:
      return [];
  }
};
