/**
 * What a search over networks reaches in so many seconds, beside the test rows that it never sees. One line of JSON a set.
 * Images: a folder with NAME/train and NAME/test, as `images.py` makes them. Series: NAME_TRAIN.ts and NAME_TEST.ts of the UEA
 * archive, in folders of that name.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readImages, readSeries, searchNetwork } from "@kaviar/architecture";

const [folder, seconds = "300", ...names] = process.argv.slice(2);
if (folder === undefined || names.length === 0)
  throw new Error("npx tsx bench/architecture/search.ts FOLDER SECONDS NAME …");

const rounded = (value: number): number => Number(value.toFixed(4));

const imagesOf = async (name: string) => {
  const train = await readImages(join(folder, name, "train"));
  const { size, channels } = train;
  return { task: "image", train, test: await readImages(join(folder, name, "test"), { size, channels }) } as const;
};

const seriesOf = async (name: string) => {
  const [train, test] = [
    await readSeries(join(folder, name, `${name}_TRAIN.ts`)),
    await readSeries(join(folder, name, `${name}_TEST.ts`)),
  ];
  return { task: "sequence", train, test } as const;
};

/** Rows with as many steps as the model was made for: behind a shorter one's end is nothing. */
const asLong = ({ data, shape }: { readonly data: Float32Array; readonly shape: readonly number[] }, steps: number) => {
  const [rows, own, channels] = shape as [number, number, number];
  const wide = new Float32Array(rows * steps * channels).fill(Number.NaN);
  for (let row = 0; row < rows; row++)
    wide.set(data.subarray(row * own * channels, (row + 1) * own * channels), row * steps * channels);
  return { data: wide, shape: [rows, steps, channels] };
};

for (const name of names) {
  const { task, train, test } = existsSync(join(folder, name, "train")) ? await imagesOf(name) : await seriesOf(name);
  const began = performance.now();
  const found = await searchNetwork({ x: train.x, y: train.y! }, { task, budget: { time: Number(seconds) * 1000 } });
  const took = rounded((performance.now() - began) / 1000);
  const steps = (found.model.inputShape as readonly number[])[0]!;
  const x = task === "sequence" ? asLong(test.x as never, steps) : test.x;
  const said = await (await found.model.predict(x as never)).argmax(-1).data();
  const right = Array.from(said).filter((code, i) => found.classes![code] === String(test.y![i])).length;
  const { winner, recipe, members, leaderboard, holdout, views, failures } = found;
  await found.study.close();
  console.log(
    JSON.stringify({
      ...{ name, took, test: rounded(right / test.y!.length), validation: rounded(found.validation) },
      holdout: holdout && rounded(holdout.score),
      began: rounded(recipe.score),
      ...{ winner: winner.words, score: rounded(winner.score), from: winner.from, views },
      members: members.map(({ member, epochs }) => [member.trial, epochs]),
      networks: leaderboard.length,
      heirs: leaderboard.filter(({ from }) => from !== undefined).length,
      failed: failures.map(({ error }) => error.slice(0, 80)),
    }),
  );
}
