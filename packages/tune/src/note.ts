/** Says something on stderr that a person should know, and that is no error: in a browser, in its console. */
export const note = (text: string): void => {
  const stderr = globalThis.process?.stderr;
  if (stderr?.write === undefined) console.warn(text);
  else stderr.write(`${text}\n`);
};
