// The small values that forms and API requests of this module share, with their bounds.
// A shape says what can be read; whether it makes sense is decided by the command.
import { z } from "@hono/zod-openapi";
import { ruleSetIds } from "#core/decisions/state.ts";
import { plainText } from "#platform/http/inputs.ts";

const code = (reason: string) => ({ params: { code: reason } });

/** "SL", "WDC", "CSC-ZELA" */
export const SeatCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,9}(-[A-Z0-9]{1,9}){0,2}$/)
  .openapi({ example: "WDC" });

export const OrganisationCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,9}(-[A-Z0-9]{1,9}){0,3}$/)
  .openapi({ example: "WDC" });

export const BodyCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9-]{1,23}$/)
  .openapi({ example: "PLENARY" });

export const PillarCode = z
  .string()
  .regex(/^[A-Z]{1,4}$/)
  .openapi({ example: "I" });

export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .openapi({ format: "uuid", example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" });

export const Names = z
  .strictObject({
    en: plainText(160),
    fr: plainText(160).optional(),
    pt: plainText(160).optional(),
    ru: plainText(160).optional(),
    ar: plainText(160).optional(),
    zh: plainText(160).optional(),
  })
  .openapi({ example: { en: "World Diamond Council", fr: "Conseil mondial du diamant" } });

export function namesGiven(names: z.infer<typeof Names>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export const PublicKey = z
  .string()
  .regex(/^04[0-9a-f]{128}$/)
  .openapi({
    description: "Uncompressed P-256 point, hexadecimal",
    example:
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
  });

export const RuleSetName = z.enum(ruleSetIds).openapi({ example: "kp-strict@2003" });

/** An IANA name that this program's clock tables know. */
export const TimeZone = z
  .string()
  .max(40)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone.length > 0;
    } catch {
      return false;
    }
  }, code("unknown-time-zone"))
  .openapi({ example: "Africa/Gaborone" });
