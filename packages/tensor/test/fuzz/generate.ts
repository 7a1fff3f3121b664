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
 * layers compute with ∞ in another order: x · a + b for (x − μ) / σ · γ + β.
 */
const lawful = plain.filter((name) => !(name in linearAlgebra) && !(name in layers));

/** The deeper, the fewer blocks. */
const nestingShare = [0.4, 0.3, 0.12];
const specialShare = 0.15;

const drawName = ({ dice, depth, special }: Draft): OperationName =>
  dice.pick(special ? lawful : dice.chance(nestingShare[depth] ?? 0) ? nesting : plain);

const addStep = (draft: Draft, name: OperationName): void => {
  draft.steps(name, operations[name].draw(draft));
};

const settingsOf = (dice: Dice, wanted: OperationName | undefined) => ({
  dice,
  special: (!wanted || lawful.includes(wanted)) && dice.chance(specialShare),
  float: dice.pick(["float32", "float64"] as const),
});

/** The program of a seed; with the wanted operation in it, where one is named. */
export const generate = (seed: number, wanted?: OperationName): Program => {
  const dice = diceOf(seed);
  for (;;) {
    const length = dice.int(1, 5);
    const at = dice.int(0, length - 1);
    const program = draftProgram(
      settingsOf(dice, wanted),
      (draft) => addStep(draft, drawName(draft)),
      (draft) => {
        for (let i = 0; i < length; i++) attempt(() => addStep(draft, wanted && i === at ? wanted : drawName(draft)));
      },
    );
    if (program.results.length > 0 && (!wanted || operationsIn(program).includes(wanted))) return program;
  }
};

/** One program after another: every second one has an operation that is due, so that each comes again and again. */
export const programOf = (seed: number, number: number): Program =>
  generate(seed + number, number % 2 === 0 ? operationNames[(number / 2) % operationNames.length] : undefined);
