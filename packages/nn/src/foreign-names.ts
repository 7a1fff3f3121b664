/** Options as Keras and PyTorch call them, in camelCase and as they write them, and what they are called here. */
const names: Readonly<Record<string, string>> = {
  returnSequences: "All steps are `sequence: true`.",
  returnState: "`state: true` takes { x, state } and gives { y, state }.",
  initialState: "`state: true` takes { x, state }: the state to begin with goes in with the sequence.",
  stateful: "`state: true` gives { y, state }: hand the state on to the next call yourself.",
  goBackwards: "From the last step to the first is `reverse: true`.",
  batchFirst: "Sequences are [N, T, F] always.",
  bidirectional: "Both directions are a layer around it: bidirectional(lstm(8)).",
  numLayers: "Layers of recurrent nets stand in a row: sequential(lstm(8, { sequence: true }), lstm(8)).",
  hiddenSize: "The number of units is the first argument: lstm(8).",
  kernelInitializer: "The weights' own is `initializer`.",
  unroll: "A sequence is one loop of the runtime, however long.",
};

const inCamelCase = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What to say to who types another library's name for an option. */
export const saidElsewhere = (name: string): string | undefined => {
  const own = inCamelCase(name);
  return Object.hasOwn(names, own) ? names[own] : undefined;
};
