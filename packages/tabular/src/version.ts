/** Of this package; files say which one wrote them. */
export const version = "0.1.0";
