import { type Dice, diceOf } from "./dice.ts";
import { attempt, type Draft, draftProgram } from "./draft.ts";
import { control } from "./operations/control.ts";
import { type OperationName, operationNames, operations } from "./operations/index.ts";
import { layers } from "./operations/layers.ts";
import { linearAlgebra } from "./operations/linear-algebra.ts";
import { transformations } from "./operations/transformations.ts";
import { operationsIn, type Program } from "./program.ts";

const nesting = Object.keys({ ...control, ...transformations }) as OperationName[];
const plain = operationNames.filter((name) => !nesting.includes(name));
/**
 * What has a law for NaN and ∞. Derivatives there are what comes of 0 · ∞, decompositions what LAPACK makes of them, and
 * layers compute with ∞ in another order: x · a + b for (x − μ) / σ · γ + β, and kernels with ∞ meet padding or do not.
 */
const lawful = plain.filter((name) => !(name in { ...linearAlgebra, ...layers }) && !name.startsWith("conv"));

/** What networks are made of: the compiler has rewrites for these. */
const layerwise: readonly OperationName[] = [
  ...(Object.keys(layers) as OperationName[]),
  ...(["conv1d", "conv2d", "convTranspose2d", "maxPool1d", "maxPool2d", "averagePool2d", "relu", "tanh"] as const),
  ...(["sigmoid", "gelu", "softmax", "logSoftmax", "matmul", "einsum", "add", "mul", "sub", "div", "reshape"] as const),
  ...(["transpose", "concat", "split", "slice", "gather", "takeAlongAxis", "mean", "sum", "variance", "max"] as const),
  ...(["logSumExp", "square", "sqrt", "exp", "log", "pad", "where", "clip", "neg", "reciprocal"] as const),
];

/** The deeper, the fewer blocks. */
const nestingShare = [0.4, 0.3, 0.12];
const specialShare = 0.15;
const wideShare = 0.1;

const drawName = ({ dice, depth }: Draft, from: readonly OperationName[]): OperationName =>
  dice.pick(from !== lawful && dice.chance(nestingShare[depth] ?? 0) ? nesting : from);

const addStep = (draft: Draft, name: OperationName): void => {
  draft.steps(name, operations[name].draw(draft));
};

const drawKind = (dice: Dice, wanted: OperationName | undefined) => {
  const special = (!wanted || lawful.includes(wanted)) && dice.chance(specialShare);
  const settings = { dice, special, wide: dice.chance(wideShare), float: dice.pick(["float32", "float64"] as const) };
  return { settings, from: special ? lawful : dice.chance(0.25) ? layerwise : plain };
};

/** The program of a seed; with the wanted operation in it, where one is named. */
export const generate = (seed: number, wanted?: OperationName): Program => {
  const dice = diceOf(seed);
  for (;;) {
    const length = dice.int(1, 5);
    const at = dice.int(0, length - 1);
    const { settings, from } = drawKind(dice, wanted);
    const nextStep = (draft: Draft) => addStep(draft, drawName(draft, from));
    const program = draftProgram(settings, nextStep, (draft) => {
      for (let i = 0; i < length; i++) attempt(() => (wanted && i === at ? addStep(draft, wanted) : nextStep(draft)));
    });
    if (program.results.length > 0 && (!wanted || operationsIn(program).includes(wanted))) return program;
  }
};

/** One program after another: every second one has an operation that is due, so that each comes again and again. */
export const programOf = (seed: number, number: number): Program =>
  generate(seed + number, number % 2 === 0 ? operationNames[(number / 2) % operationNames.length] : undefined);
