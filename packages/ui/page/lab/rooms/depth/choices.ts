import { between, type Choice, type Chosen, whole } from "../../choices/choice.ts";

export const activations = ["sigmoid", "tanh", "relu", "leakyRelu", "gelu", "selu", "linear"] as const;

export const initializers = ["fitting", "heNormal", "glorotUniform", "tooSmall", "tooLarge"] as const;

/** One of the two nets that are compared. */
export interface Setting {
  readonly activation: (typeof activations)[number];
  readonly initializer: (typeof initializers)[number];
  readonly batchNorm: boolean;
  readonly residual: boolean;
}

/** As `sigmoid-fitting`, `relu-heNormal-norm-skip`. */
const setting = (unless: Setting): Choice<Setting> => ({
  unless,
  read: (text) => {
    const [name, begins, ...more] = text.split("-");
    const activation = activations.find((each) => each === name);
    const initializer = initializers.find((each) => each === begins);
    if (activation === undefined || initializer === undefined) return undefined;
    return { activation, initializer, batchNorm: more.includes("norm"), residual: more.includes("skip") };
  },
  write: ({ activation, initializer, batchNorm, residual }) =>
    [activation, initializer, ...(batchNorm ? ["norm"] : []), ...(residual ? ["skip"] : [])].join("-"),
});

const plain = { initializer: "fitting", batchNorm: false, residual: false } as const;

/** All that can be chosen. */
export const choices = {
  left: setting({ activation: "sigmoid", ...plain }),
  right: setting({ activation: "relu", ...plain }),
  depth: whole(2, 20, 8),
  rate: between(0.0001, 10, 0.03),
  epochs: whole(10, 500, 100),
  seed: whole(0, 999, 0),
};

export type DepthChoices = Chosen<typeof choices>;

export type Side = "left" | "right";
