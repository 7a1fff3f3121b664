import type { Body } from "../core/body.ts";
import { apply } from "../core/primitive.ts";
import { rewrite, substitute } from "../core/rewrite.ts";
import { type AnyTensor, type Node, nodeOf, placeholder } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { cast } from "../primitives/cast.ts";
import { condPrimitive } from "../primitives/cond.ts";
import { loopOf } from "../primitives/loop/loop.ts";
import { isCond, isLoop } from "./control-nodes.ts";
import { inputsRead, onlyRead } from "./read.ts";

/** How many nodes are loaded at once; 64 and 256 take as long. */
const pieceLength = 128;

/**
 * The same values from a graph in pieces, each a branch of a condition that always holds: a runtime loads each branch
 * by itself, and so a long graph in time that grows with its length, not with the square of it. `always` is true, and
 * not known before the graph runs.
 */
export const cut = (outputs: readonly AnyTensor[], given: readonly AnyTensor[], always: AnyTensor): AnyTensor[] => {
  const cutBody = ({ parameters, captured, outputs: results }: Body): Body => {
    const inside = placeholder([], "bool", "what always holds");
    const known = [...captured, inside];
    return { parameters, captured: known, outputs: cut(results, [...parameters, ...known], inside) };
  };
  const cutBodies = rewrite(outputs, new Map([...given, always].map((each) => [each, each])), (node, inputs) => {
    if (isLoop(node)) return loopOf([...inputs, always], { ...node.params, body: cutBody(node.params.body) });
    if (!isCond(node)) return undefined;
    const { whenTrue, whenFalse } = node.params;
    const end = 1 + whenTrue.captured.length;
    return apply(condPrimitive, [...inputs.slice(0, end), always, ...inputs.slice(end), always], {
      whenTrue: cutBody(whenTrue),
      whenFalse: cutBody(whenFalse),
    });
  });
  return inPieces(cutBodies, given, always);
};

const inPieces = (outputs: AnyTensor[], given: readonly AnyTensor[], always: AnyTensor): AnyTensor[] => {
  // Constants belong to no piece: what a branch puts out is copied.
  const nodes = onlyRead(nodesBehind(outputs, new Set(given)), outputs).filter((node) => !isConstant(node));
  if (nodes.length < 2 * pieceLength) return outputs;
  const pieces = nodes.reduce<Node[][]>((list, node, i) => {
    if (i % pieceLength === 0) list.push([]);
    list.at(-1)!.push(node);
    return list;
  }, []);
  const pieceOf = new Map(pieces.flatMap((piece) => piece.map((node) => [node, piece])));
  const ownerOf = (tensor: AnyTensor) => pieceOf.get(nodeOf(tensor)!);
  const leaving = new Map(pieces.map((piece) => [piece, new Set<AnyTensor>()]));
  const entering = pieces.map((piece) => {
    const foreign = (tensor: AnyTensor) => ownerOf(tensor) !== piece && !isLiteral(tensor);
    const read = new Set(piece.flatMap(inputsRead).filter(foreign));
    const unread = new Set(piece.flatMap(({ inputs }) => inputs).filter((each) => foreign(each) && !read.has(each)));
    return { read: [...read], unread: [...unread] };
  });
  for (const each of [...entering.flatMap(({ read }) => read), ...outputs]) leaving.get(ownerOf(each)!)?.add(each);

  const current = new Map<AnyTensor, AnyTensor>();
  const now = (tensor: AnyTensor) => current.get(tensor) ?? tensor;
  pieces.forEach((piece, i) => {
    const results = [...leaving.get(piece)!];
    if (results.length === 0) return;
    const { read, unread } = entering[i]!;
    const captured = read.map(standIn);
    const whenTrue = {
      parameters: [],
      captured,
      outputs: substitute(results, [...read, ...unread], [...captured, ...unread.map(standIn)]),
    };
    const inputs = [always, ...read.map(now), always];
    const made = apply(condPrimitive, inputs, { whenTrue, whenFalse: nothingLike(results) });
    results.forEach((result, place) => current.set(result, made[place]!));
  });
  return outputs.map(now);
};

const standIn = ({ shape, dtype }: AnyTensor): AnyTensor => placeholder(shape, dtype, "a value of another piece");

/** The branch that is never taken: values of the same shapes that no runtime computes before it runs. */
const nothingLike = (results: readonly AnyTensor[]): Body => {
  const never = placeholder([], "bool", "what always holds");
  const outputs = results.map(({ shape, dtype }) => cast(never, dtype).broadcastTo(shape));
  return { parameters: [], captured: [never], outputs };
};

const isConstant = ({ primitive }: Node): boolean => primitive.name === "constant";

/** A number in the code stays where it is read, and the runtime can use it. */
const isLiteral = (tensor: AnyTensor): boolean => {
  const node = nodeOf(tensor);
  return node !== undefined && isConstant(node) && tensor.size === 1;
};
