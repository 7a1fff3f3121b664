/** What a module exports, of its text. */
export const asModule = <T>(code: string): Promise<T> =>
  import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`) as Promise<T>;
