import { dense, rocket, sequential } from "@kaviar/nn";
import { bool, choice } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { opening } from "./opening.ts";

/** Of more rows it is the features that have to be few: the linear layer takes the cube of the fewer of the two. */
const manyRows = 1500;

/** Random convolutions before a linear layer that is solved: seconds, and hard to beat where rows are few. */
export const randomKernels = defineFamily<"sequence">()({
  about: {
    name: "Random convolutions with a linear layer",
    formula: "shares of places where fixed dilated kernels are above thresholds; ridge regression",
    use: "the first thing to try on sequences: up to some thousand rows nothing learned by descent is surely better",
    pitfall: "the linear layer takes the cube of the rows: of many thousand a network is faster",
    reference: "Dempster et al. 2020, 2021; Tan et al. 2022",
    seeAlso: ["inceptionTime", "convolutions"],
  },
  training: "solved",
  space: () => ({
    features: choice([1250, 2500, 5000, 10_000, 20_000], { tag: "model" }),
    differences: bool({ tag: "model" }),
  }),
  recipes: ({ rows }) => {
    const features = rows > manyRows ? 1250 : 10_000;
    return [
      { features, differences: true },
      { features, differences: false },
    ] as const;
  },
  network: ({ features, differences }, facts) =>
    sequential(...opening(facts), rocket(features, { differences, span: facts.shape[0] }), dense(facts.outputs)),
});
