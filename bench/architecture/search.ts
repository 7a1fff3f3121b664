/**
 * What a search over networks reaches in so many seconds, beside the test rows that it never sees. One line of JSON a set.
 * Images: a folder with NAME/train and NAME/test, as `images.py` makes them. Series: NAME_TRAIN.ts and NAME_TEST.ts of the UEA
 * archive, in folders of that name. Texts: NAME/train.csv and NAME/test.csv, as `texts.py` makes them.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadNetwork, networkFiles, readImages, readSeries, readTexts, searchNetwork } from "@kaviar/architecture";

const [folder, seconds = "300", ...names] = process.argv.slice(2);
if (folder === undefined || names.length === 0)
  throw new Error("npx tsx bench/architecture/search.ts FOLDER SECONDS NAME …");

const rounded = (value: number): number => Number(value.toFixed(4));

const imagesOf = async (name: string) => {
  const train = await readImages(join(folder, name, "train"));
  const { size, channels } = train;
  const test = await readImages(join(folder, name, "test"), { size, channels });
  return { task: "image", input: { kind: "image", size, channels }, train, test } as const;
};

const seriesOf = async (name: string) => {
  const [train, test] = [
    await readSeries(join(folder, name, `${name}_TRAIN.ts`)),
    await readSeries(join(folder, name, `${name}_TEST.ts`)),
  ];
  const input = { kind: "sequence", steps: 0, channels: train.channels, unequal: true } as const;
  return { task: "sequence", input, train, test } as const;
};

const textsOf = async (name: string) => {
  const read = (split: string) => readTexts(join(folder, name, `${split}.csv`), { text: "text", target: "label" });
  return { task: "text", input: { kind: "text" }, train: await read("train"), test: await read("test") } as const;
};

const read = (name: string) => {
  if (existsSync(join(folder, name, "train"))) return imagesOf(name);
  return existsSync(join(folder, name, "train.csv")) ? textsOf(name) : seriesOf(name);
};

for (const name of names) {
  const { task, input, train, test } = await read(name);
  const began = performance.now();
  const found = await searchNetwork({ x: train.x, y: train.y! }, { task, budget: { time: Number(seconds) * 1000 } });
  const took = rounded((performance.now() - began) / 1000);
  // What is scored is the file.
  const [model] = networkFiles(found, { input, data: { read: "", names: [] } });
  const network = await loadNetwork((await model!.contents()) as Uint8Array);
  const { predictions } = await network.predict(test.x);
  await network.release();
  const right = predictions.filter((said, i) => said === String(test.y![i])).length;
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
