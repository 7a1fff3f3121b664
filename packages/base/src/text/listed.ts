/** So many names are read; of more the number says enough. */
const most = 10;

/** Names in a sentence, of many the first: "`age`, `plan`, … and 290 more". */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, most).map((name) => `\`${name}\``);
  return names.length <= most ? shown.join(", ") : `${shown.join(", ")} and ${names.length - most} more`;
};
