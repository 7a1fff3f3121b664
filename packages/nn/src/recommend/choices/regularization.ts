import { percent } from "../../doctor/rules/contract/wording.ts";
import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";
import { firstWidth } from "./widths.ts";

/** What keeps the model from learning noise. */
export interface Regularization extends Choice {
  /** λ of an L2 penalty. */
  readonly penalty: number;
  /** The share of units that are dropped behind hidden layers. */
  readonly dropout: number;
  /** Whether images are moved about at random. */
  readonly shift: boolean;
}

/** Fewer rows than this are few for any net; fewer than so many a column are few for these columns. */
const fewRows = 500;
const fewRowsOfColumn = 5;
const fewImages = 5_000;
/** Of narrower layers each unit is needed. */
const widthToDrop = 32;
/** In smaller pictures a tenth of a side is no pixel. */
const sideToShift = 16;

const instead = [
  { choice: "adamw()", when: "weights are to decay by the same share whatever their gradients are" },
  {
    choice: "proximalL1(0.001)",
    when: "it has to be seen which inputs are not needed: their weights become exactly 0",
  },
];

/** `lossScale`: how much larger the loss is than that of targets of scale 1. */
export const regularization = (problem: Problem, lossScale: number): Regularization => {
  const { penalty, choice, why, ...rest } = atScaleOne(problem);
  if (penalty === 0 || lossScale === 1) return { penalty, choice, why, ...rest };
  const scaled = Number((penalty * lossScale).toPrecision(2));
  return {
    ...rest,
    penalty: scaled,
    choice: choice.replace(`l2(${penalty})`, `l2(${scaled})`),
    why: `${why} It is ${penalty} beside a loss of targets of scale 1, and ${scaled} beside this one.`,
  };
};

const atScaleOne = (problem: Problem): Regularization => {
  const { x, rows } = problem;
  const early = "stopEarly keeps the epoch that is best on rows of validation";
  if (x.kind === "images") {
    const shift = rows < fewImages && Math.min(...x.shape.slice(-2)) >= sideToShift;
    return {
      penalty: 0,
      dropout: 0.3,
      shift,
      choice: `${shift ? "randomShift(), " : ""}dropout(0.3), stopEarly`,
      why: `${shift ? `${rows} images are few: moved about at random they are more, and stay what they are; ` : ""}dropout before the last layer, and ${early}.`,
      instead: [
        {
          choice: "randomFlip()",
          when: "a mirrored image is still of the same class, as photographs are and digits are not",
        },
        { choice: "l2(0.0001)", when: "it still overfits" },
      ],
      topic: shift ? "data-augmentation" : "dropout",
    };
  }
  if (x.kind !== "table")
    return {
      penalty: 0,
      dropout: 0.2,
      shift: false,
      choice: "dropout(0.2), stopEarly",
      why: `Dropout before the last layer, and ${early}.`,
      instead: [
        { choice: "gru(32, { recurrentDropout: 0.2 })", when: "it overfits and sequences are long" },
        { choice: "l2(0.0001)", when: "it still overfits" },
      ],
      topic: "dropout",
    };
  const columns = x.shape[0]!;
  if (fewRowsOfColumn * columns > rows)
    return {
      penalty: 0.01,
      dropout: 0,
      shift: false,
      choice: "l2(0.01), stopEarly",
      why: `${columns} inputs for ${rows} rows: there are many ways to know the rows by heart, and a strong penalty on weights bars most. ${early[0]!.toUpperCase()}${early.slice(1)}.`,
      instead,
      topic: "l2-regularization",
    };
  if (rows < fewRows || firstWidth(problem) < widthToDrop)
    return {
      penalty: 0.001,
      dropout: 0,
      shift: false,
      choice: "l2(0.001), stopEarly",
      why: `${rows} rows of ${columns} inputs are few, and fill narrow layers without units to spare: a penalty keeps weights small, and ${early}.`,
      instead,
      topic: "l2-regularization",
    };
  return {
    penalty: 0,
    dropout: 0.1,
    shift: false,
    choice: "dropout(0.1), stopEarly",
    why: `${rows} rows of ${columns} inputs are enough for a light hand: ${percent(0.1)} of the units are dropped, and ${early}.`,
    instead: [{ choice: "l2(0.0001)", when: "it still overfits" }, ...instead],
    topic: "dropout",
  };
};
