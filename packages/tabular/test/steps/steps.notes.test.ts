import { seededRandom } from "@kaviar/base/random";
import {
  agglomerate,
  bins,
  calibrate,
  dateParts,
  encode,
  forColumns,
  hashing,
  impute,
  lda,
  type Model,
  nystroem,
  oneHot,
  oversample,
  pca,
  pipeline,
  predictions,
  ridge,
  type Step,
  scale,
  selectBest,
  selectVariance,
  smote,
  stacking,
  table,
  textFeatures,
  truncatedSvd,
  undersample,
  union,
  voting,
} from "@kaviar/tabular";
import { expect, it } from "vitest";

const rows = 60;
const random = seededRandom(5);
const list = <T>(make: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => make(row));
const people = table({
  key: list((row) => `k${row}`),
  void: list(() => null),
  nothing: list((): string | null => null),
  same: list(() => 7),
  plan: list((row) => (row < 50 ? ["basic", "pro"][row % 2]! : `rare ${row % 5}`)),
  born: list((row) => new Date(Date.UTC(1950 + (row % 40), 3, 1 + (row % 28)))),
  review: list(
    (row) => `a film that ${row % 2 ? "is good" : "is bad"} and is number ${row} of all of them, all in all`,
  ),
  x: list(() => random()),
  count: list((row) => row % 2),
  churned: list((row) => (row % 4 === 0 ? "yes" : "no")),
});
const target = "churned";

/** What a pipeline of steps has to say, but for the target. */
const notesOf = async (...steps: readonly Step[]) =>
  (await pipeline(...steps).fit(people, { target, seed: 1 })).notes.filter((note) => !note.startsWith(target));

it("encode says which columns it leaves out and why, and impute which it makes up", async () => {
  expect(await notesOf(impute(), encode({ maxWords: 4 }))).toEqual([
    "impute filled all of `void` with 0: no value of it is known.",
    "impute filled all of `nothing` with 0: no value of it is known.",
    "encode left out `key`, taken for an id: 60 different texts in 60 rows, none with spaces.",
    "encode left out `void`, taken for a constant: all values are missing.",
    "encode left out `nothing`, taken for a constant: all values are missing.",
    "encode left out `same`, taken for a constant: 7 in all rows.",
    "dateParts left out of `born` what is the same in all rows: month, hour.",
    expect.stringMatching(/^textFeatures counts 4 of \d+ words of `review`, the most frequent ones\.$/),
  ]);
});

it("steps that select say how many columns go on, and name the others", async () => {
  const numbers = forColumns(["same", "x", "count"], scale());
  const alone = [encode({ maxWords: 1 })];
  expect(await notesOf(numbers, forColumns(["same", "x", "count"], selectVariance()))).toEqual([
    "selectVariance left out 1 of 3 columns: `same`.",
  ]);
  const [note] = (await notesOf(impute(), ...alone, selectBest({ k: 2 }))).slice(-1);
  expect(note).toMatch(/^selectBest left out \d+ of \d+ columns: `x`, .*$/);
});

it("steps that put levels, words, values or columns together say so", async () => {
  expect(await notesOf(forColumns("plan", oneHot({ minFrequency: 5 })))).toEqual([
    "oneHot put 5 rare levels of `plan`, in 10 rows, into `plan=other`.",
  ]);
  expect(await notesOf(forColumns("plan", hashing({ nFeatures: 4 })))).toEqual([
    expect.stringMatching(/^hashing put 7 levels of `plan` into \d of 4 columns\.$/),
  ]);
  expect(await notesOf(forColumns("count", bins({ nBins: 5, strategy: "quantile" })))).toEqual([
    expect.stringMatching(/^bins made \d bins? of `count`, not 5: some would be empty\.$/),
  ]);
  const three = (step: Step) => notesOf(forColumns(["same", "x", "count"], step));
  expect(await three(pca({ nComponents: 1 }))).toEqual([
    expect.stringMatching(/^pca made 1 of 3 columns, with \d+\.\d % of their variance\.$/),
  ]);
  expect(await three(truncatedSvd({ nComponents: 2 }))).toEqual(["truncatedSvd made 2 of 3 columns."]);
  expect(await three(agglomerate({ k: 2 }))).toEqual([
    expect.stringMatching(/^agglomerate put `.*`, `.*` into `group/),
  ]);
  expect(await three(nystroem({ nComponents: 100 }))).toEqual([
    "nystroem made 60 of 100 columns: there are no more rows.",
  ]);
});

it("steps that add or leave out rows count them", async () => {
  expect(await notesOf(undersample())).toEqual(["undersample left out 30 rows: 60 became 30."]);
  expect(await notesOf(oversample())).toEqual(["oversample added 30 rows: 60 became 90."]);
  expect(await notesOf(forColumns(["void", "nothing"], impute()), smote({ strategy: 0.5 }))).toEqual([
    ...["void", "nothing"].map((name) => `impute filled all of \`${name}\` with 0: no value of it is known.`),
    "smote added 7 rows: 60 became 67.",
  ]);
});

it("what is inside of others is said too, once", async () => {
  const branch = forColumns("plan", oneHot({ minFrequency: 5 }));
  const note = "oneHot put 5 rare levels of `plan`, in 10 rows, into `plan=other`.";
  expect(await notesOf(union(branch, forColumns("born", dateParts())))).toEqual([
    note,
    "dateParts left out of `born` what is the same in all rows: month, hour.",
  ]);
  const small = people.select("plan", "x", "churned");
  const fit = async (...parts: readonly (Step | Model)[]) =>
    (await pipeline(...parts).fit(small, { target, seed: 1 })).notes.filter((each) => each === note);
  const member = pipeline(branch, lda());
  for (const model of [calibrate(member), voting([member, member]), stacking([member, member])])
    expect(await fit(model), model.name).toEqual([note]);
  expect(await fit(predictions(pipeline(branch, lda())), forColumns("plan", oneHot()), ridge())).toEqual([note]);
});

it("textFeatures, hashing and oneHot say nothing where nothing is lost", async () => {
  expect(await notesOf(forColumns("review", textFeatures({ maxWords: 500, minCount: 1 })))).toEqual([]);
  expect(await notesOf(forColumns("plan", oneHot()))).toEqual([]);
});
