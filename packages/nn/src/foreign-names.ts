/** A name as all conventions write it: learning_rate, learningRate and LearningRate are one. */
const plain = (name: string): string => name.replaceAll("_", "").toLowerCase();

/** What Keras and PyTorch call it, and what it may be called here: the first that a function has is meant. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  lr: ["rate", "peak"],
  rate: ["peak", "share"],
  batch: ["batchSize"],
  learningrate: ["rate", "peak"],
  initiallearningrate: ["rate", "peak"],
  maxlr: ["peak"],
  weightdecay: ["decay"],
  betas: ["beta1"],
  eps: ["epsilon"],
  rho: ["beta", "decay"],
  alpha: ["beta", "floor"],
  momentum: ["momentum", "beta"],
  strides: ["stride"],
  poolsize: ["size"],
  dilationrate: ["dilation"],
  depthmultiplier: ["multiplier"],
  interpolation: ["by"],
  mode: ["by"],
  npoweriterations: ["iterations"],
  poweriterations: ["iterations"],
  usebias: ["bias"],
  kernelinitializer: ["initializer"],
  weightinitializer: ["initializer"],
  embeddingsinitializer: ["initializer"],
  recurrentinitializer: ["recurrentInitializer"],
  returnsequences: ["sequence"],
  gobackwards: ["reverse"],
  center: ["shift"],
  affine: ["scale"],
  elementwiseaffine: ["scale"],
  numheads: ["heads"],
  nhead: ["heads"],
  numkvheads: ["keyHeads"],
  numkeyvalueheads: ["keyHeads"],
  embeddim: ["width"],
  keydim: ["width"],
  paddingidx: ["maskZero"],
  labelsmoothing: ["smoothing"],
  decayrate: ["factor"],
  gamma: ["factor"],
  decaysteps: ["every"],
  stepsize: ["every"],
  warmupsteps: ["warmup"],
  etamin: ["floor", "minimum"],
  minlr: ["minimum", "floor"],
  p: ["share", "probability"],
  prob: ["probability", "share"],
  validationsplit: ["validation"],
  validationdata: ["validation"],
  numepochs: ["epochs"],
  nepochs: ["epochs"],
  maxepochs: ["epochs"],
  randomstate: ["seed"],
  randomseed: ["seed"],
  patience: ["patience", "stopEarly"],
  earlystopping: ["stopEarly"],
  mindelta: ["minimumChange"],
  verbose: ["progress"],
  checkpointpath: ["checkpoint"],
  path: ["file"],
  filepath: ["file"],
  filename: ["file"],
  savefreq: ["every"],
  regularizer: ["penalty"],
  regularization: ["penalty"],
  kernelregularizer: ["penalty"],
  augment: ["transform"],
};

const inOptimizer = (what: string): string => `It belongs to the optimizer: ${what}.`;
const shapes = "Leave it out: shapes follow from the data.";

/** What to do about a name that nothing here has under another one. */
const elsewhere: Readonly<Record<string, string>> = {
  lr: inOptimizer("optimizer: adam({ rate: 1e-3 })"),
  learningrate: inOptimizer("optimizer: adam({ rate: 1e-3 })"),
  scheduler: inOptimizer("optimizer: adam({ rate: cosine({ peak: 1e-3 }) })"),
  lrscheduler: inOptimizer("optimizer: adam({ rate: cosine({ peak: 1e-3 }) })"),
  weightdecay: "Decay is adamw's: adamw({ rate: 1e-3, decay: 0.01 }), or chain(sgd({ rate: 0.1 }), decay(1e-4)).",
  clipnorm: "Clipping is a link of its own: chain(clipByNorm(1), adam()).",
  globalclipnorm: "Clipping is a link of its own: chain(clipByGlobalNorm(1), adam()).",
  maxgradnorm: "Clipping is a link of its own: chain(clipByGlobalNorm(1), adam()).",
  gradientclipval: "Clipping is a link of its own: chain(clipByGlobalNorm(1), adam()).",
  clipvalue: "Clipping is a link of its own: chain(clipByValue(0.5), adam()).",
  gradientaccumulationsteps: "Gradients are collected by accumulate(4, adam()).",
  useema: "Averages are a link behind the optimizer: chain(adam(), averageWeights()).",
  momentum: "Momentum is an optimizer of its own: momentum({ rate: 0.1 }).",
  nesterov: "It is an optimizer of its own: nesterov({ rate: 0.1 }).",
  tmax: "Leave it out: a schedule runs as long as the run.",
  totalsteps: "Leave it out: a schedule runs as long as the run.",
  decaysteps: "Leave it out: a schedule runs as long as the run.",
  activation: "An activation is a layer of its own, behind: sequential(dense(8), relu).",
  inputshape: shapes,
  inputdim: shapes,
  inputsize: shapes,
  inputlength: shapes,
  infeatures: shapes,
  inchannels: shapes,
  numfeatures: shapes,
  returnstate: "`state: true` takes { x, state } and gives { y, state }.",
  initialstate: "`state: true` takes { x, state }: the state to begin with goes in with the sequence.",
  stateful: "`state: true` gives { y, state }: hand the state on to the next call yourself.",
  aligncorners: "Leave it out: bilinear is between the centres of pixels, align_corners=False.",
  paddingmode: 'A border of what is inside is a layer of its own: reflectPad(1) before padding "valid".',
  ignoreindex: "A label is left out of any loss of class numbers: ignoring(sparseSoftmaxCrossEntropy, -100).",
  hiddensize: "The number of units is the first argument: lstm(8).",
  unroll: "Leave it out: a sequence is one loop of the runtime, however long.",
  dtype: "Leave it out: networks compute in float32.",
  batchfirst: "Leave it out: sequences are [N, T, C].",
  dataformat: "Leave it out: images are [N, C, H, W]; channelsFirst() in front takes [N, H, W, C].",
  bidirectional: "It is a layer around one: bidirectional(lstm(8)).",
  numlayers: "Put layers one after the other: sequential(lstm(8, { sequence: true }), lstm(8)).",
  biasinitializer: "Biases of this layer begin at 0; dense has `biasInitializer`.",
  trainable: 'Parameters stay as they are by a link of the optimizer: chain(adam(), freeze(under("dense"))).',
  kernelregularizer: "Penalties are an option of train: penalty: l2(1e-4).",
  biasregularizer: 'Penalties are an option of train: penalty: l2(1e-4, { where: named("bias") }).',
  regularizer: "Penalties are an option of train: penalty: l2(1e-4).",
  fromlogits:
    "Losses say it by name: sparseSoftmaxCrossEntropy and sigmoidCrossEntropy take logits, sparseCategoricalCrossEntropy and binaryCrossEntropy probabilities.",
  reduction: "Leave it out: a loss is the mean over rows, weighted by `weights` of the data.",
  callbacks: "train is a loop: for await (const epoch of train(model, data, options)) { … }.",
  sampleweight: "Weights come with the rows: { x, y, weights }.",
  sampleweights: "Weights come with the rows: { x, y, weights }.",
  weights: "Weights come with the rows: { x, y, weights }.",
  initialepoch: 'A run goes on from its checkpoint: { checkpoint: "run.safetensors", resume: true }.',
  restorebestweights: "Leave it out: with `stopEarly` fit returns the best epoch's model.",
  droplast: "Leave it out: the last, smaller batch is used too.",
  workers: "Off the main thread: trainInWorker(…).",
  numworkers: "Off the main thread: trainInWorker(…).",
  validationfreq: "Leave it out: validation is looked at after each epoch.",
  data: "Data are the second argument: fit(model, { x, y }, options).",
  x: "Data are the second argument: fit(model, { x, y }, options).",
  y: "Data are the second argument: fit(model, { x, y }, options).",
};

/** What to write in the place of a name that a function has not; nothing where nobody calls anything so. */
export const remedyOfName = (owner: string, name: string, names: readonly string[]): string | undefined => {
  const word = plain(name);
  const own = [
    names.find((each) => plain(each) === word),
    ...(synonyms[word] ?? []).filter((each) => names.includes(each)),
  ];
  const found = own.find((each) => each !== undefined);
  if (word === "betas" && found) return `Write ${owner}({ beta1: 0.9, beta2: 0.999 }).`;
  if (found === "stopEarly") return "Write stopEarly: { patience: 3 }.";
  if (found === "progress") return "Write progress: true, or false for silence.";
  if (found !== undefined) return `It is called \`${found}\` here.`;
  return Object.hasOwn(elsewhere, word) ? elsewhere[word] : undefined;
};

/** Options that come first in some functions, as a number in the place of the record of options may mean them. */
const firsts = ["rate", "peak", "delta", "alpha", "degrees", "smoothing", "gamma"];

/** What to write where something else stands in the place of a record of options. */
export const remedyOfRecord = (owner: string, given: unknown, names: readonly string[]): string | undefined => {
  if (typeof given === "string" && names.includes(given)) return `Write ${owner}({ ${given}: true }).`;
  if (typeof given === "string" || typeof given === "function")
    return names.includes("initializer")
      ? "An activation is a layer of its own, behind: sequential(dense(8), relu)."
      : undefined;
  if (owner === "stopEarly") return "Write stopEarly: { patience: 3 }.";
  if (typeof given !== "number") return undefined;
  const first = firsts.find((each) => names.includes(each));
  if (first) return `Write ${owner}({ ${first}: ${given} }).`;
  const isLayer = Number.isInteger(given) && ["initializer", "epsilon"].some((each) => names.includes(each));
  return isLayer ? `Leave out how wide its inputs are: that follows from the data. ${inWords(names)}` : undefined;
};

const inWords = (names: readonly string[]): string => `Options are ${names.map((each) => `\`${each}\``).join(", ")}.`;

/** What to write where a record stands in the place of an argument: `dense({ units: 8 })` for dense(8). */
export const remedyOfArgument = (given: unknown): string | undefined => {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return undefined;
  const values = Object.values(given).filter((each) => typeof each === "number");
  return values.length > 0 ? `It stands by itself, in no record: ${values.join(", ")}.` : undefined;
};
