import { checkPlacement } from "../agents/placement-options.ts";
import { defineCommand, type Given } from "../command/command.ts";
import type { Output } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { whileShown } from "../dashboard/while-shown.ts";
import { checkFolder, checkStudy } from "../fitting/begun-before.ts";
import { onInterrupt } from "../fitting/interrupt.ts";
import { namesOf } from "../fitting/names.ts";
import { fitOptions } from "../fitting/options.ts";
import { presets } from "../fitting/presets.ts";
import { budgetOf, holdoutOf, readRows, targetOf } from "../fitting/read-search.ts";
import { run, type Search } from "../fitting/run.ts";
import { isSample } from "../fitting/sampled.ts";
import { keepSettings, settingsAgain } from "../fitting/settings.ts";
import { placePipelines } from "../fitting/sharing/place-pipelines.ts";
import { fitNetwork } from "../networks/fit-network.ts";
import { jobOf } from "../networks/job.ts";
import { placeNetworks } from "../networks/sharing/place-networks.ts";
import { checkEarlier } from "../studies/earlier-study.ts";
import { withStorage } from "../studies/open.ts";
import { defaultStorage } from "../studies/storage-option.ts";

const presetLines = Object.entries(presets).map(([name, says]) => `  ${name.padEnd(13)}  ${says}`);

export const command = defineCommand({
  usage: "fit DATA --target COLUMN [--time 60s] [options]",
  about: `Searches for the pipeline that predicts a column best, and writes it as a model to use.

It reads DATA (csv, tsv, parquet, json, jsonl, each also .gz, or many by a pattern; a path, or s3://BUCKET/KEY), keeps a fifth of the rows aside,
and tries pipelines on the others: first those that are known to do well, then what evolution makes of the best. Each is
scored on 5 folds, in a process of its own. Then several are put together where that is better, scored on the rows kept
aside, and fitted to all rows. Ctrl-C ends the search early: what was found so far is fitted and written.

Of a file that does not fit into memory, or with --sample, the search looks at rows drawn by chance, and says so. Then the
model is fitted to all rows, a part at a time, where it is one that can be.

It writes a folder, and every evaluation into the study that \`kaviar study\` shows:
  model.onnx        the model, preparation of the columns included: for \`kaviar predict\`, and ONNX Runtime anywhere
  model.ts          TypeScript around it: a typed row in, a typed answer out
  pipeline.ts       a program that scores and fits the pipeline again: to read, to change, to keep with your code
  leaderboard.json  every pipeline with its score, deviation, times and size, and every failure with its reason
  report.html       what was found and how good it is, to open in a browser and to show; it needs no network

DATA may also be a folder of images or texts with a folder for each class, or of csv files (--sequence); or a table with a
column of texts (--text), of paths to images (--image), or of names of sequences (--series); --columns says which others a
network sees beside texts or images. Then it searches for a network,
and writes network.ts, the program of it, in place of pipeline.ts; and so it does for a table with --networks. An option that is not for such data is refused.

Presets:
${presetLines.join("\n")}`,
  examples: [
    "kaviar fit churn.csv --target churned",
    "kaviar fit 'sales/*.parquet' --target amount --time 10m --metric mae --time-column day",
    "kaviar fit patients.csv --target relapse --group patient --preset interpretable --out relapse",
    "kaviar fit churn.csv --target churned --resume --time 5m",
    "kaviar fit february.csv --target churned --warm-start january-churned",
    "kaviar fit photos/ --time 5m",
    "kaviar fit reviews.csv --text review --target stars --columns price,brand",
    "kaviar fit churn.csv --target churned --networks",
    "kaviar fit 'clicks/*.parquet' --target bought --sample 200000 --time 20m",
    "kaviar fit 's3://lab/clicks/*.parquet' --target bought --sample 200000",
    "kaviar fit big.parquet --target y --time 1h --on slurm --nodes 20 --workers 4",
    "kaviar fit photos/ --trials 200 --epochs 30 --on slurm --nodes 8",
  ],
  words: ["DATA"],
  options: fitOptions,
  run: async (given, output) => {
    const [data] = given.words;
    const { on, image, ...others } = given.options;
    // The time is that of the search, and but for pods an image is a column.
    checkPlacement(given.options, on === "kubernetes" ? ["time"] : ["time", "image"]);
    if (on === undefined && given.options.artifacts !== undefined)
      throw new UsageError("--artifacts is about agents on a cluster: got no --on.");
    const job = jobOf(data!, on === "kubernetes" ? { ...others, on } : given.options);
    const interrupt = onInterrupt();
    const search = async () => {
      if (on !== undefined) {
        interrupt.release();
        return job === "table" ? placePipelines(given, on, output) : placeNetworks(job, given, on, output);
      }
      if (job !== "table")
        return fitNetwork(job, data!, given.options, {
          ...{ interrupt, output },
          begin: async ({ study, out }) => {
            await checkStudy(study, given.options);
            checkFolder(out, given.options);
          },
        });
      return run(await searchOf(given, output), interrupt, output);
    };
    try {
      if (!given.options.watch) return await search();
      const { study } = namesOf(data!, given.options.target ?? "class", given.options.out);
      return await withStorage(defaultStorage(), "make", (storage) => whileShown(storage, { study, output }, search));
    } finally {
      interrupt.release();
    }
  },
});

/** What is to be searched, its rows read. */
const searchOf = async ({ words, options }: Given<typeof fitOptions>, { progress }: Output): Promise<Search> => {
  const data = words[0]!;
  const target = await targetOf(data, options, progress);
  const names = namesOf(data, target, options.out);
  const budget = budgetOf(options);
  await checkStudy(names.study, options);
  if (options["warm-start"] !== undefined && !options.resume) await checkEarlier(options["warm-start"]);
  const began = performance.now();
  const sample = await readRows(data, target, options, progress, {
    check: () => checkFolder(names.out, options),
    folder: options.resume ? names.search : undefined,
  });
  const reading = performance.now() - began;
  const { table, of } = sample;
  const settings = options.resume ? await settingsAgain(names.search, options, table) : options;
  const holdout = await holdoutOf(settings, table, data);
  await keepSettings(names.search, { ...settings, ...(isSample(sample) && { sample: table.rows }) }, table);
  return { table, of, reading, data, target, names, budget, workers: options.workers, settings, holdout };
};
