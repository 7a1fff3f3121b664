import { createContext } from "../contract/context.ts";
import type { Model } from "../contract/model.ts";
import { optionsJson } from "../contract/options-json.ts";
import type { Task } from "../contract/target.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { outputsOf } from "../fitting/out-of-fold.ts";
import { fromJson } from "../pipeline/from-json.ts";
import type { Table } from "../table/table.ts";
import { type Case, hold } from "./case.ts";
import { cuts, firstRows, partsOf } from "./in-parts.ts";
import { bitsOf, contentsOf, runGraph, unlessRefused } from "./observe.ts";
import { type RowKind, type SampleOptions, sampleTraining } from "./samples.ts";

/** A model to look at. */
export interface ModelSubject {
  make(): Model;
  /** The rows that it is for. */
  readonly rows: RowKind;
  /** The tasks to look at; all that it has, unless said. */
  readonly tasks?: readonly Task[];
  /** How many classes to look at, where it is for classes; two and three, unless said. */
  readonly classes?: readonly number[];
  /** Whether a weight of 2 is the same as the row twice: not where rows are drawn. */
  readonly weights?: boolean;
  /** How near the graph comes, relatively; 1e-9 unless said. */
  readonly tolerance?: number;
  /** Whether it is known here by its name, so that it can be read from JSON; true unless said. */
  readonly named?: boolean;
}

/** What ends by a tolerance of its own ends a little elsewhere. */
const inPartsTolerance = 1e-6;

const fit = async ({ definition, options }: Model, training: Training): Promise<unknown> =>
  definition.fit(training, options, createContext(3));

const say = async ({ definition, options }: Model, state: unknown, table: Table): Promise<Float64Array> =>
  definition.predict(state, table, options);

/** Rows for each task that it has, and for each number of classes. */
const samples = (subject: ModelSubject, options: SampleOptions = {}): readonly Training[] => {
  const tasks = subject.tasks ?? subject.make().definition.tasks;
  return tasks.flatMap((task) =>
    task === "classes"
      ? (subject.classes ?? [2, 3]).map((classes) => sampleTraining(subject.rows, { task, classes, ...options }))
      : [sampleTraining(subject.rows, { task, ...options })],
  );
};

/** What every model has to show: `ModelDefinition` says the law, these cases look whether it holds. */
export const modelConformance: readonly Case<ModelSubject>[] = [
  {
    name: "says a finite number a row, or probabilities that sum to 1",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const model = subject.make();
        checkOutput(await say(model, await fit(model, training), training.table), training);
      }
    },
  },
  {
    name: "changes nothing that it is given",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const before = contentsOf(training.table) + bitsOf(training.target);
        const model = subject.make();
        await say(model, await fit(model, training), training.table);
        hold(
          contentsOf(training.table) + bitsOf(training.target) === before,
          () => "It changed the rows it was given.",
        );
      }
    },
  },
  {
    name: "learns plain data, by which a copy says the same",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const model = subject.make();
        const state = await fit(model, training);
        const [one, other] = [
          await say(model, state, training.table),
          await say(model, structuredClone(state), training.table),
        ];
        hold(bitsOf(one) === bitsOf(other), () => "A copy of what it learned says otherwise.");
      }
    },
  },
  {
    name: "says the same for the same seed, to the last bit",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const said = async () => {
          const model = subject.make();
          return bitsOf(await say(model, await fit(model, training), training.table));
        };
        const [once, again] = [await said(), await said()];
        hold(once === again, () => "It says something else after the same rows and seed.");
      }
    },
  },
  {
    name: "is the same model after a way through JSON",
    run: async (subject) => {
      if (subject.named === false) return;
      const model = subject.make();
      const again = fromJson(JSON.parse(optionsJson(model))) as Model;
      const [training] = samples(subject);
      const [one, other] = [
        await say(model, await fit(model, training!), training!.table),
        await say(again, await fit(again, training!), training!.table),
      ];
      hold(bitsOf(one) === bitsOf(other), () => `As JSON it is ${optionsJson(model)}, and says otherwise.`);
    },
  },
  {
    name: "learns of rows in parts what it learns of them at once",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const model = subject.make();
        const some = await fit(model, takeTraining(training, firstRows(training)));
        const again = model.definition.inParts?.(some, model.options);
        // What stays as it is inside learns nothing of the other rows.
        if (!again || again.stays?.length) continue;
        const whole = await say(model, await fit(model, training), training.table);
        for (const size of cuts) {
          const state = await again.fit(partsOf(training, size), createContext(3));
          const said = await say(model, state, training.table);
          hold(areNear(said, whole, inPartsTolerance), () => `Of parts of ${size} rows it learned something else.`);
        }
      }
    },
  },
  {
    name: "says of a row the same, whatever stands beside it",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const model = subject.make();
        const state = await fit(model, training);
        const whole = await say(model, state, training.table);
        const width = outputsOf(training.target);
        const chosen = [17, 3, 40];
        const some = await say(model, state, training.table.take(chosen));
        const expected = chosen.flatMap((row) => Array.from(whole.subarray(row * width, (row + 1) * width)));
        hold(areNear(some, expected, subject.tolerance), () => "What it says of a row depends on the others.");
        hold((await say(model, state, training.table.take([]))).length === 0, () => "Of no rows it says something.");
      }
    },
  },
  {
    name: "says in a graph what it says in process, the same classes on every row",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const model = subject.make();
        const state = await fit(model, training);
        for (const table of [training.table, sampleTraining(subject.rows, { seed: 2, rows: 200 }).table]) {
          const here = await say(model, state, table);
          const width = outputsOf(training.target);
          const [there] = await runGraph(table, (wires, graph) => [
            { kind: "numbers", tensor: model.definition.onnx(state, wires, graph, model.options), width },
          ]);
          hold(areNear(there as ArrayLike<number>, here, subject.tolerance), () =>
            firstFar(here, there as ArrayLike<number>, subject.tolerance),
          );
          if (training.target.task === "classes") sameClasses(here, there as ArrayLike<number>, width);
        }
      }
    },
  },
  {
    name: "takes a weight of 2 for the row twice",
    run: async (subject) => {
      if (!subject.weights) return;
      for (const training of samples(subject)) {
        const { rows } = training.table;
        const heavy = (row: number) => row % 4 === 0;
        const weights = Float64Array.from({ length: rows }, (_, row) => (heavy(row) ? 2 : 1));
        const twice = [...weights.keys()].flatMap((row) => (heavy(row) ? [row, row] : [row]));
        const model = subject.make();
        const weighted = await say(model, await fit(model, { ...training, weights }), training.table);
        const repeated = await say(model, await fit(model, takeTraining(training, twice)), training.table);
        hold(areNear(weighted, repeated, 1e-6), () => firstFar(weighted, repeated, 1e-6));
      }
    },
  },
  {
    name: "answers or refuses one row, one column, one class, and columns that are constant",
    run: async (subject) => {
      for (const training of samples(subject)) {
        const { rows } = training.table;
        const constant = { ...training, table: training.table.take(new Int32Array(rows)) };
        const column = { ...training, table: training.table.select(training.table.columns[0]!) };
        const odd = [takeTraining(training, [0]), takeTraining(training, [0, 1]), column, constant];
        const { target } = training;
        if (target.task === "classes") {
          odd.push(
            takeTraining(
              training,
              [...target.codes.keys()].filter((row) => target.codes[row] === 0),
            ),
          );
        }
        for (const each of odd) {
          await unlessRefused(async () => {
            const model = subject.make();
            checkOutput(await say(model, await fit(model, each), each.table), each);
          });
        }
      }
    },
  },
];

const checkOutput = (said: Float64Array, { table, target }: Training): void => {
  const width = outputsOf(target);
  hold(
    said.length === table.rows * width,
    () => `Of ${table.rows} rows it says ${said.length} numbers, not ${table.rows * width}.`,
  );
  for (let row = 0; row < table.rows; row++) {
    const own = said.subarray(row * width, (row + 1) * width);
    hold(own.every(Number.isFinite), () => `Of row ${row} it says ${[...own].join(", ")}.`);
    if (target.task !== "classes") continue;
    const sum = own.reduce((total, share) => total + share, 0);
    hold(
      own.every((share) => share >= 0) && Math.abs(sum - 1) < 1e-9,
      () => `The probabilities of row ${row} are ${[...own].join(", ")}.`,
    );
  }
};

const isFar = (a: number, b: number, tolerance: number): boolean =>
  !(Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)));

const areNear = (one: ArrayLike<number>, other: ArrayLike<number>, tolerance = 1e-9): boolean =>
  one.length === other.length && Array.from(one).every((value, i) => !isFar(value, other[i]!, tolerance));

const firstFar = (one: ArrayLike<number>, other: ArrayLike<number>, tolerance = 1e-9): string => {
  const i = Array.from(one).findIndex((value, i) => isFar(value, other[i]!, tolerance));
  return `Number ${i} of ${one.length} is ${one[i]} here, and ${other[i]} there.`;
};

const best = (values: ArrayLike<number>, row: number, width: number): number => {
  let at = 0;
  for (let c = 1; c < width; c++) if (values[row * width + c]! > values[row * width + at]!) at = c;
  return at;
};

const sameClasses = (one: Float64Array, other: ArrayLike<number>, width: number): void => {
  for (let row = 0; row < one.length / width; row++) {
    hold(best(one, row, width) === best(other, row, width), () => `Row ${row} is of another class in the graph.`);
  }
};
