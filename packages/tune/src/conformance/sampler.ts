import { TuneError } from "../error.ts";
import type { LiveTrial } from "../evaluation/live-trial.ts";
import type { Question, Sampler } from "../samplers/contract/sampler.ts";
import { bool, choice } from "../space/choice.ts";
import { constrain } from "../space/constrain.ts";
import type { Params } from "../space/dimension.ts";
import { float } from "../space/float.ts";
import { int } from "../space/int.ts";
import { memory } from "../storage/memory.ts";
import { createStudy } from "../study/create-study.ts";
import type { StudyOptions } from "../study/study.ts";
import type { Case } from "./case.ts";
import { changed, finite, mixed, plane, spaces } from "./sampler/spaces.ts";
import { ensure, same, textsOf, trialsOf, valueIn } from "./sampler/trials-of.ts";

type Make = (seed: number) => Sampler;

const undisturbed = new WeakMap<Make, ReturnType<typeof trialsOf>>();

/** The trials of a study that nothing disturbs, for cases that compare others with them; run once. */
const undisturbedTrials = (make: Make): ReturnType<typeof trialsOf> => {
  const trials = undisturbed.get(make) ?? trialsOf(make(4), mixed);
  undisturbed.set(make, trials);
  return trials;
};

const staysInside = Object.entries(spaces).map(
  ([name, space]): Case<Make> => ({
    name: `stays inside ${name}`,
    run: async (make) => {
      await trialsOf(make(1), space, { trials: 20, study: { deterministic: false } });
    },
  }),
);

/** Objectives that do not always give a number. */
const troubled: Readonly<Record<string, (values: unknown, trial: LiveTrial) => unknown>> = {
  "goes on after failures": (values, { number }) => {
    if (number % 3 !== 0) throw new Error("by design");
    return valueIn(mixed)(values);
  },
  "goes on when everything fails": () => {
    throw new Error("by design");
  },
  "goes on after NaN": (values, { number }) => (number % 2 === 0 ? Number.NaN : valueIn(mixed)(values)),
  "goes on after infinite values": (values, { number }) =>
    [Infinity, -Infinity, valueIn(mixed)(values), Number.MAX_VALUE][number % 4],
  "goes on when all values are alike": () => 1,
  "goes on when no trial keeps its constraints": async (values, trial) => {
    await trial.constraint("limit", 1 + valueIn(mixed)(values));
    return valueIn(mixed)(values);
  },
  "goes on where only few trials keep their constraints": async (values, trial) => {
    await trial.constraint("limit", trial.number % 5 === 0 ? 0 : Infinity);
    return valueIn(mixed)(values);
  },
};

const goesOn = Object.entries(troubled).map(
  ([name, objective]): Case<Make> => ({
    name,
    run: async (make) => {
      await trialsOf(make(2), mixed, { objective });
    },
  }),
);

const stopsEverySecond: NonNullable<StudyOptions["pruner"]> = {
  name: "every second",
  judge: ({ number, step }) => (number % 2 === 1 && step === 1 ? { stop: true, why: "by design" } : { stop: false }),
};

const freeze = (value: unknown): void => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  Object.values(value).forEach(freeze);
};

/** The same sampler, asked something else. */
const asked = (sampler: Sampler, change: (question: Question) => Question): Sampler => ({
  ...sampler,
  propose: (question) => sampler.propose(change(question)),
});

const single: readonly Case<Make>[] = [
  {
    name: "goes on after pruned trials, with a value and without",
    run: async (make) => {
      const objective = async (values: unknown, trial: LiveTrial) => {
        for (let step = 0; step < 3; step++) {
          await trial.report(trial.number % 4 === 1 ? Number.NaN : valueIn(mixed)(values), step);
          if (trial.shouldStop) return undefined;
        }
        return valueIn(mixed)(values);
      };
      await trialsOf(make(2), mixed, { study: { pruner: stopsEverySecond }, objective });
    },
  },
  {
    name: "gives the same trials for the same seed",
    run: async (make) => {
      const [a, b] = [await undisturbedTrials(make), await trialsOf(make(4), mixed)];
      same(textsOf(a), textsOf(b), "The same seed gives the same trials");
    },
  },
  {
    name: "gives the same trials when a fresh one goes on in the middle",
    run: async (make) => {
      const whole = await undisturbedTrials(make);
      const study = { storage: memory(), name: "restarted" };
      const stop = new AbortController();
      const objective = (values: unknown, { number }: LiveTrial) => {
        if (number === 13) stop.abort();
        return valueIn(mixed)(values);
      };
      await trialsOf(make(4), mixed, { study, objective, signal: stop.signal });
      const resumed = await trialsOf(make(4), mixed, { study });
      same(textsOf(whole), textsOf(resumed), "A restart changes nothing");
    },
  },
  {
    name: "maximizes f as it minimizes −f",
    run: async (make) => {
      const objective = (values: unknown) => -valueIn(mixed)(values);
      const least = await undisturbedTrials(make);
      const most = await trialsOf(make(4), mixed, { study: { direction: "maximize" }, objective });
      same(textsOf(least), textsOf(most), "A sign is only a sign");
    },
  },
  {
    name: "changes nothing of what it reads",
    run: async (make) => {
      const frozen = asked(make(5), (question) => {
        question.history.trials.forEach(freeze);
        freeze(question.space);
        return question;
      });
      await trialsOf(frozen, mixed);
    },
  },
  {
    name: "takes trials of other studies whose params do not fit",
    run: async (make) => {
      const elsewhere = await priorTrials();
      await trialsOf(
        asked(make(5), (question) => ({ ...question, prior: elsewhere })),
        mixed,
      );
    },
  },
  {
    name: "gives ten that run at once different points",
    run: async (make) => {
      const objective = async (values: unknown) => {
        await new Promise((resolve) => setTimeout(resolve, 0));
        return valueIn(plane)(values);
      };
      const texts = textsOf(await trialsOf(make(6), plane, { trials: 40, concurrency: 10, objective }));
      ensure(new Set(texts).size === texts.length, `40 points were to differ, got ${new Set(texts).size}`);
    },
  },
  {
    name: "keeps constraints between parameters",
    run: async (make) => {
      const ordered = constrain(
        { low: float(0, 1), high: float(0, 1), n: int(1, 8), m: int(1, 8) },
        ({ low, high, n, m }) => low < high && n <= m,
      );
      for (const { params } of await trialsOf(make(7), ordered, { trials: 40 })) {
        const { low, high, n, m } = params as Record<string, number>;
        ensure(low! < high! && n! <= m!, `low < high and n ≤ m were to hold, got ${JSON.stringify(params)}`);
      }
    },
  },
  {
    name: "asks no point of a finite space twice, and ends with its last one",
    run: async (make) => {
      const all = textsOf(await trialsOf(make(8), finite, { trials: 200, concurrency: 3 }));
      if (all.length === 0) return;
      ensure(
        all.length === 96 && new Set(all).size === 96,
        `96 points were to be asked once each, got ${all.length} trials of ${new Set(all).size} points`,
      );
    },
  },
  {
    name: "asks every point that define-by-run objectives show once, whatever depends on what, and ends with the last one",
    run: async (make) => {
      for (const [objective, points] of shown)
        for (const concurrency of [1, 3, 8]) {
          const study = await createStudy({ storage: "memory", seed: 11, sampler: make(11) });
          try {
            const { stopped } = await study.optimize(null, later(objective), { trials: 3 * points, concurrency });
            const texts = study.trials.map(({ params, state }) => `${state} ${JSON.stringify(params)}`);
            const found = `${texts.length} trials of ${new Set(texts).size} points: ${stopped}`;
            ensure(
              texts.length === points &&
                new Set(texts).size === points &&
                texts.every((text) => text.startsWith("complete")),
              `${points} points were to be asked once each by ${concurrency} at once, got ${found}`,
            );
          } catch (error) {
            if (!(error instanceof TuneError)) throw error;
          } finally {
            await study.close();
          }
        }
    },
  },
  {
    name: "handles several objectives, or refuses them by a law",
    run: async (make) => {
      const objective = (values: unknown) => {
        const value = valueIn(mixed)(values);
        return [value, -value + 0.1 * (values as { x: number }).x];
      };
      await trialsOf(make(9), mixed, { study: { directions: ["minimize", "maximize"] }, objective });
    },
  },
  {
    name: "goes on in a space that is declared otherwise by now",
    run: async (make) => {
      for (const [before, after] of changed) {
        const study = await createStudy({ storage: "memory", seed: 12, sampler: make(12) });
        try {
          await study.optimize(before, valueIn(before), { trials: 12 });
          await study.optimize(after, valueIn(after), { trials: 26 });
          const failed = study.trials.find(({ state }) => state === "failed");
          ensure(failed === undefined, `no trial was to fail, got: ${failed?.error}`);
        } catch (error) {
          if (!(error instanceof TuneError && study.trials.length === 0)) throw error;
        } finally {
          await study.close();
        }
      }
    },
  },
  {
    name: "proposes for define-by-run objectives, whose ranges and choices change",
    run: async (make) => {
      const study = await createStudy({ storage: "memory", seed: 10, sampler: make(10) });
      try {
        const { stopped } = await study.optimize(
          null,
          (trial) => {
            const wide = trial.number < 12 ? 1 : 10;
            const x = trial.float("x", -wide, trial.number % 7 === 6 ? 0 : wide);
            const c = trial.choice("c", trial.number < 12 ? ["a", "b"] : ["b", "c", "d"]);
            const n = trial.int("n", 0, 1 + (trial.number % 3));
            const rest = c === "b" ? trial.float("only", 1e-3, 1, { log: true }) : 0;
            return x ** 2 + n + rest;
          },
          { trials: 30 },
        );
        const failed = study.trials.find(({ state }) => state === "failed");
        ensure(failed === undefined, `no trial was to fail, got: ${failed?.error}`);
        ensure(study.trials.length === 30, `30 trials were asked for, got ${study.trials.length}: ${stopped}`);
      } catch (error) {
        if (!(error instanceof TuneError)) throw error;
      } finally {
        await study.close();
      }
    },
  },
];

/** Objectives that ask as they go, and how many points each has: branches, depths, ranges that depend on each other. */
const shown: readonly (readonly [(trial: LiveTrial) => number, points: number])[] = [
  [(trial) => (trial.choice("kind", ["a", "b"]) === "a" ? trial.int("n", 0, 3) : trial.int("m", 0, 1)), 6],
  [(trial) => (trial.choice("kind", ["x", "y", "z"]) === "x" ? trial.int("n", 0, 3) : 7), 6],
  [(trial) => trial.int("a", 0, 6) + trial.int("b", 0, 3), 28],
  [(trial) => trial.int("m", 0, trial.int("n", 0, 3)), 10],
  [
    (trial) => {
      const depth = trial.int("depth", 1, 3);
      let sum = 0;
      for (let i = 0; i < depth; i++) sum += trial.int(`unit ${i}`, 0, 1);
      return sum;
    },
    14,
  ],
];

/** The same, but a trial takes its time after it has asked: the next ones begin before it ends. */
const later = (objective: (trial: LiveTrial) => number) => async (trial: LiveTrial) => {
  const value = objective(trial);
  await new Promise((resolve) => setTimeout(resolve, (trial.number * 7) % 5));
  return value;
};

/** A study over other parameters, and over the same names with other domains. */
const priorTrials = async (): Promise<Question["prior"]> => {
  let seen: Question["prior"] = [];
  const sampler: Sampler = {
    name: "corner",
    propose: ({ history, number }) => {
      seen = [history];
      return { params: { x: 100 + number, kind: "z", other: number % 2 === 0 } satisfies Params };
    },
  };
  const study = await createStudy({ storage: "memory", seed: 1, sampler });
  await study.optimize(
    { x: float(0, 1000), kind: choice(["z"]), other: bool() },
    ({ x }) => {
      if (x > 110) throw new Error("by design");
      return x;
    },
    { trials: 14 },
  );
  await study.close();
  return seen;
};

/**
 * What every sampler shows, in studies of its own making: it stays inside the space, goes on whatever became of trials,
 * and is a function of what it is asked.
 *
 * ```ts
 * for (const { name, run } of samplerConformance) test(name, () => run(() => mySampler()));
 * ```
 * A sampler that cannot do something may refuse it with a `TuneError` before the first trial.
 */
export const samplerConformance: readonly Case<Make>[] = [...staysInside, ...goesOn, ...single];
