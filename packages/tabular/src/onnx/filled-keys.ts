import { type BuiltConstant, type BuiltGraph, type BuiltNode, readsOf } from "./built-graph.ts";
import type { GraphConstant } from "./graph-builder.ts";

/**
 * A text that stands in for a missing one and is then looked up, Where(x = "", fill, x) and LabelEncoder, is the look-up
 * alone, with another value for "": two nodes less for each column of texts, which is what a prediction of one row is made of.
 */
export const withFilledKeys = (graph: BuiltGraph): BuiltGraph => {
  const { nodes, constants } = graph;
  const constantOf = new Map(constants.map((constant) => [constant.name, constant]));
  const makerOf = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const folded = nodes.map((node) => {
    if (node.op !== "LabelEncoder") return node;
    const fill = fillOf(makerOf.get(node.inputs[0]!), makerOf, constantOf);
    return fill ? lookedUp(node, fill) : node;
  });
  const kept = withoutUnread(folded, nodes);
  const isRead = new Set(kept.flatMap(readsOf));
  return { nodes: kept, constants: constants.filter(({ name }) => isRead.has(name)) };
};

interface Fill {
  readonly texts: string;
  readonly by: string;
}

const textOf = (constant: BuiltConstant | undefined): string | undefined =>
  constant?.type === "string" && constant.elements.length === 1 ? (constant.elements[0] as string) : undefined;

const fillOf = (
  where: BuiltNode | undefined,
  makerOf: ReadonlyMap<string, BuiltNode>,
  constantOf: ReadonlyMap<string, BuiltConstant>,
): Fill | undefined => {
  if (where?.op !== "Where") return undefined;
  const [condition, filled, texts] = where.inputs as readonly [string, string, string];
  const equal = makerOf.get(condition);
  const by = textOf(constantOf.get(filled));
  if (equal?.op !== "Equal" || by === undefined || equal.inputs[0] !== texts) return undefined;
  return textOf(constantOf.get(equal.inputs[1]!)) === "" ? { texts, by } : undefined;
};

/** The empty text means what the one that stood in for it means. */
const lookedUp = (node: BuiltNode, { texts, by }: Fill): BuiltNode => {
  const [keys, values, otherwise] = ["keys_tensor", "values_tensor", "default_tensor"].map((name) =>
    tensorOf(node, name),
  );
  const known = keys!.elements as readonly string[];
  const place = known.indexOf(by);
  const value = place < 0 ? otherwise!.elements[0]! : values!.elements[place]!;
  const kept = known.flatMap((key, at) => (key === "" ? [] : [at]));
  const shape = [kept.length + 1];
  return {
    ...node,
    inputs: [texts],
    attributes: {
      ...node.attributes,
      keys_tensor: { tensor: { ...keys!, shape, elements: [...kept.map((at) => known[at]!), ""] } },
      values_tensor: {
        tensor: {
          ...values!,
          shape,
          elements: [...kept.map((at) => values!.elements[at]! as number), value as number],
        },
      },
    },
  };
};

const tensorOf = ({ attributes }: BuiltNode, name: string): GraphConstant =>
  (attributes[name] as { readonly tensor: GraphConstant }).tensor;

/** Without the nodes of before whose outputs nothing reads any more. */
const withoutUnread = (nodes: readonly BuiltNode[], before: readonly BuiltNode[]): readonly BuiltNode[] => {
  const wasRead = new Set(before.flatMap(readsOf));
  let kept = nodes;
  for (;;) {
    const isRead = new Set(kept.flatMap(readsOf));
    const next = kept.filter(({ outputs }) => outputs.some((output) => isRead.has(output) || !wasRead.has(output)));
    if (next.length === kept.length) return next;
    kept = next;
  }
};
