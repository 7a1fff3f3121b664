import { existsSync } from "node:fs";
import { join } from "node:path";
import type { WriteStream } from "node:tty";
import { didYouMean } from "@kaviar/base/check";
import { cellsOf, oneLine, shownUrl } from "@kaviar/base/text";
import { readTable, type Table } from "@kaviar/tabular";
import { defineCommand, type Given } from "../command/command.ts";
import type { Output } from "../command/outcome.ts";
import { shellWord } from "../command/shell-word.ts";
import { UsageError } from "../command/usage-error.ts";
import { whileShown } from "../dashboard/while-shown.ts";
import { checkColumn } from "../fitting/check-column.ts";
import { described } from "../fitting/described.ts";
import { onInterrupt } from "../fitting/interrupt.ts";
import { namesOf } from "../fitting/names.ts";
import { fitOptions } from "../fitting/options.ts";
import { presets } from "../fitting/presets.ts";
import { run, type Search } from "../fitting/run.ts";
import { keepSettings, settingsAgain } from "../fitting/settings.ts";
import { fitNetwork } from "../networks/fit-network.ts";
import { jobOf } from "../networks/job.ts";
import { checkEarlier } from "../studies/earlier-study.ts";
import { withStorage } from "../studies/open.ts";
import { defaultStorage, fileOf } from "../studies/storage-option.ts";
import { studyCommand } from "../studies/study-command.ts";

type Options = Given<typeof fitOptions>["options"];

const presetLines = Object.entries(presets).map(([name, says]) => `  ${name.padEnd(13)}  ${says}`);

export const command = defineCommand({
  usage: "fit DATA --target COLUMN [--time 60s] [options]",
  about: `Searches for the pipeline that predicts a column best, and writes it as a model to use.

It reads DATA (csv, tsv, parquet, json, jsonl, each also .gz, or many by a pattern), keeps a fifth of the rows aside,
and tries pipelines on the others: first those that are known to do well, then what evolution makes of the best. Each is
scored on 5 folds, in a process of its own. Then several are put together where that is better, scored on the rows kept
aside, and fitted to all rows. Ctrl-C ends the search early: what was found so far is fitted and written.

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
  ],
  words: ["DATA"],
  options: fitOptions,
  run: async (given, output) => {
    const interrupt = onInterrupt();
    const [data] = given.words;
    const job = jobOf(data!, given.options);
    const search = async () => {
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
  const { target, workers } = options;
  if (target === undefined) {
    // Of a file that is not there no column can be named: reading it says so, and what may be meant.
    if (isPath.test(data) && !existsSync(data)) await readAloud(data, progress);
    throw new UsageError(
      "A search needs the column to predict: got no --target.",
      `Such as --target churned. \`kaviar profile ${shellWord(data)}\` shows the columns.`,
    );
  }
  const names = namesOf(data, target, options.out);
  const budget = budgetOf(options);
  await checkStudy(names.study, options);
  if (options["warm-start"] !== undefined && !options.resume) await checkEarlier(options["warm-start"]);
  const table = await readAloud(data, progress);
  try {
    for (const name of ["target", "group", "time-column"] as const) checkColumn(name, options[name], table, data);
    checkFolder(names.out, options);
  } catch (error) {
    progress.write("\n");
    throw error;
  }
  const [columns, values] = described(table, target);
  const isShort = cellsOf(`reading ${oneLine(data)} … ${columns}; ${values}`) <= (progress.columns ?? Infinity);
  progress.write(isShort ? `${columns}; ${values}\n` : `\n  ${columns}\n  ${values}\n`);
  const settings = options.resume ? await settingsAgain(names.search, options, table) : options;
  const holdout = await holdoutOf(settings, table, data);
  await keepSettings(names.search, settings, table);
  return { table, data, target, names, budget, workers, settings, holdout };
};

/** Neither a pattern of several files nor an address. */
const isPath = /^[^*?[\]{}:]+$/;

/** Reads a file, and says so before: it may take long. */
const readAloud = async (data: string, stream: WriteStream): Promise<Table> => {
  stream.write(`reading ${oneLine(data)} … `);
  return readTable(data).catch((error: unknown) => {
    stream.write("\n");
    throw error;
  });
};

const budgetOf = ({ time, evaluations }: Options) => {
  if (time !== undefined && evaluations !== undefined)
    throw new UsageError("A search has a time or a number of pipelines: got both --time and --evaluations.");
  return evaluations === undefined ? { time: time ?? "60s" } : { evaluations };
};

/** A search is begun once: to go on with one, or to begin another, has to be said. */
const checkStudy = async (study: string, { resume }: Options): Promise<void> => {
  const file = fileOf(defaultStorage());
  const isThere =
    (file === undefined || existsSync(file)) &&
    (await withStorage(undefined, "read", (storage) => storage.studies())).some(({ name }) => name === study);
  if (isThere && !resume)
    throw new UsageError(
      `There is a study "${study}" already: this search was begun before.`,
      `Go on with it: --resume. Begin another one: --out FOLDER. Or delete it: ${studyCommand("study delete", study, shownUrl(defaultStorage()))}`,
    );
  if (!isThere && resume)
    throw new UsageError(
      `There is no study "${study}" to go on with in ${file === undefined ? shownUrl(defaultStorage()) : process.cwd()}.`,
      "Leave --resume out, or say the --out that it was begun with.",
    );
};

/** A model that is there may be of another target, or of other rows: it is not written over by a search that is new. */
const checkFolder = (out: string, { resume }: Options): void => {
  if (resume || !existsSync(join(out, "model.onnx"))) return;
  throw new UsageError(
    `There is a model in ${out} already: a search writes its own beside others.`,
    `Say another folder: --out FOLDER. Or delete ${out}.`,
  );
};

/** Rows of a file are read as those to learn from were. */
const holdoutOf = async ({ holdout: given, group }: Pick<Options, "holdout" | "group">, table: Table, data: string) => {
  if (typeof given !== "object") return given;
  const known = table.schema.filter(({ name }) => name !== group);
  const held = await readTable(given.file, { like: known });
  const missing = known.find(({ name, type }) => type !== "id" && type !== "constant" && !held.has(name));
  if (missing !== undefined)
    throw new UsageError(
      `The rows of --holdout have the columns of ${data}: ${given.file} has no \`${missing.name}\`.`,
      didYouMean(missing.name, held.columns, "Say another file.", (near) => `\`${near}\``),
    );
  return held;
};
