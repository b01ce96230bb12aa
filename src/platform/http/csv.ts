// CSV as every answer of the program gives it.

/** RFC 4180 names the header line. */
export const csvType = "text/csv; charset=utf-8; header=present";
