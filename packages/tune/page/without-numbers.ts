/** A message with another text in place of each number: reasons differ in their numbers from trial to trial. */
export const withoutNumbers = (message: string, instead: string): string =>
  message.replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, instead);
