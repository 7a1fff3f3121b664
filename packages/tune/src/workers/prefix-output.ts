let number: number | undefined;
/** Ends the line that a stream stands in, for each stream. */
const ends: (() => void)[] = [];

/** From now on, each line this process prints through its own streams begins with the trial's number. */
export const prefixOutput = (trial: number): void => {
  if (number === undefined) for (const stream of [process.stdout, process.stderr]) prefix(stream);
  // What the trial before left without an end would else hide the prefix of what comes now.
  for (const end of ends) end();
  number = trial;
};

const prefix = (stream: NodeJS.WriteStream): void => {
  const write = stream.write.bind(stream) as (chunk: string, ...rest: unknown[]) => boolean;
  let fresh = true;
  ends.push(() => {
    if (!fresh) write("\n");
    fresh = true;
  });
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    if (text === "") return write(text, ...rest);
    const begun = fresh;
    fresh = text.endsWith("\n");
    const inner = text.replace(/\n(?!$)/g, `\ntrial ${number} │ `);
    return write(begun ? `trial ${number} │ ${inner}` : inner, ...rest);
  }) as typeof stream.write;
};
