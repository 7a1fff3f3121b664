/** Goes to the beginning of the line in which a terminal's cursor stands, and empties it. */
export const clearLine = "\r\x1b[K";
