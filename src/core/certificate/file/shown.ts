// What a file shows, as plain JSON for machine doors and the command line: amounts as decimal text, the id in hexadecimal.
import { toHex } from "#core/encoding/bytes.ts";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { FileClaims } from "./claims.ts";

export function shownToJson({ publicId, carats, usd, lines, ...rest }: FileClaims): Record<string, unknown> {
  return {
    ...rest,
    id: toHex(publicId),
    ...(carats === undefined ? {} : { carats: caratsToString(carats) }),
    ...(usd === undefined ? {} : { usd: usdToString(usd) }),
    ...(lines === undefined
      ? {}
      : {
          lines: lines.map((line) => ({
            ...line,
            carats: caratsToString(line.carats),
            usd: usdToString(line.usd),
          })),
        }),
  };
}
