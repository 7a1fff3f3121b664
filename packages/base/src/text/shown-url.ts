/**
 * A storage's address fit to be shown: without its password. Where it cannot be told for sure where that begins and ends (it
 * holds a sign that should have been written as %40, or %2F …), all of it stays hidden.
 */
export const shownUrl = (url: string): string => {
  const scheme = /^[\w+.-]+:\/\//.exec(url)?.[0];
  if (scheme === undefined) return url.startsWith("sqlite:") || !url.includes("@") ? url : "…";
  const rest = url.slice(scheme.length);
  const [authority = ""] = rest.split(/[/?#]/, 1);
  const ats = rest.split("@").length - 1;
  const inAuthority = authority.split("@").length - 1;
  if (ats > 1 || ats > inAuthority) return `${scheme}…`;
  return `${scheme}${rest.replace(/^([^:@]*):[^@]*@/, "$1@")}`.replace(/([?&;][^=&;]*pass[^=&;]*=)[^&;]*/gi, "$1…");
};

/**
 * A text with every address in it as it may be shown.
 *
 * ```ts
 * hidePasswords("cannot reach postgres://tuner:secret@db/studies"); // cannot reach postgres://tuner@db/studies
 * ```
 */
export const hidePasswords = (text: string): string =>
  text.replace(/\bpostgres(ql)?:\/\/[^\n]*@\S*/gi, shownUrl).replace(/\b[\w+.-]+:\/\/\S*(@|pass)\S*/gi, shownUrl);
