import { either, type OptionsOf, oneOf, positive, whole } from "@kaviar/base/check";
import { normal } from "@kaviar/base/random";
import { matrixOf } from "../contract/matrix.ts";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { type Projection, projectTable, projectWires, replaceColumns } from "./contract/projection.ts";
import { weightedMoments } from "./contract/scaling.ts";

const read = options("randomFourier", {
  /** How narrow the kernel is: exp(−γ‖x − y‖²). "scale" is 1 / (columns · variance of all values). */
  gamma: either(positive, oneOf("scale")).default(1),
  /** How many columns are made. */
  nComponents: whole(1).default(100),
});

export type RandomFourierOptions = OptionsOf<typeof read>;

interface Waves extends Projection {
  readonly phases: Float64Array;
}

/**
 * Columns whose products come near a Gaussian kernel: a linear model on them bends like a support vector machine.
 *
 * ```ts
 * pipeline(impute(), scale(), randomFourier({ gamma: 0.1, nComponents: 300 }), ridge());
 * ```
 * Directions are drawn without a look at the rows; another seed draws others.
 */
export const randomFourier = createStep(
  read,
  {
    name: "Random Fourier features",
    formula: "√(2/D) cos(W x + b), W ~ N(0, 2γ), b ~ U[0, 2π)",
    use: "kernels on many rows, where an exact one is too slow",
    pitfall: "the error falls as 1/√D only: nystroem needs fewer columns; scale first",
    reference: "Rahimi & Recht 2007",
    seeAlso: ["nystroem", "scale"],
  },
  {
    fit: ({ table }, { gamma: given, nComponents }, context): Waves => {
      const { columns, values } = matrixOf("randomFourier", table);
      const random = context.random();
      const spread = given === "scale" ? weightedMoments(values, undefined).deviation ** 2 : 0;
      const gamma = given === "scale" ? 1 / (columns * (spread || 1)) : given;
      const factor = Math.sqrt(2 * gamma);
      return {
        columns: table.columns,
        shift: new Float64Array(columns),
        matrix: Float64Array.from({ length: columns * nComponents }, () => factor * normal(random)),
        // A sine: cos z = sin(z + π/2).
        phases: Float64Array.from({ length: nComponents }, () => 2 * Math.PI * random() + Math.PI / 2),
        names: Array.from({ length: nComponents }, (_, k) => `fourier${k}`),
      };
    },
    apply: async (state, table) => {
      const { phases, names } = state;
      const height = Math.sqrt(2 / names.length);
      const angles = await projectTable("randomFourier", state, table);
      return replaceColumns(
        table,
        names,
        angles.map((column, k) => column.map((angle) => height * Math.sin(angle + phases[k]!))),
      );
    },
    onnx: (state, wires, graph) => {
      const { phases, names } = state;
      const angles = graph.node("Add", [projectWires(state, wires, graph), graph.doubles(phases)]);
      const height = graph.doubles([Math.sqrt(2 / names.length)], []);
      return graph.wires(graph.node("Mul", [graph.node("Sin", [angles]), height]), names);
    },
  },
);
