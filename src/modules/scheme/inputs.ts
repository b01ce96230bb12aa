// The shapes that forms and API requests of this module share: small values with their bounds.
// A shape says what can be read; whether it makes sense is decided by the command, which knows the scheme.
import { z } from "@hono/zod-openapi";

const code = (reason: string) => ({ params: { code: reason } });

export const ParticipantCode = z
  .string()
  .regex(/^[A-Z]{2}$/, { error: "two capital letters" })
  .openapi({ example: "SL" });

export const AuthorityCode = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{2,8}$/)
  .openapi({ example: "SL-KPA" });

export const OfficeCode = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{2,8}\/[A-Z0-9]{2,8}$/)
  .openapi({ example: "SL-KPA/FNA" });

// Hostile: names are shown to everybody; nothing that reorders or hides text may be in them.
export const plainText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine(
      (text) => !/[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u.test(text),
      code("hidden-characters"),
    );

export const Names = z
  .strictObject({
    en: plainText(160),
    fr: plainText(160).optional(),
    pt: plainText(160).optional(),
    ru: plainText(160).optional(),
    ar: plainText(160).optional(),
    zh: plainText(160).optional(),
  })
  .openapi({
    example: { en: "Government Gold and Diamond Office", fr: "Office gouvernemental de l'or et du diamant" },
  });

/** Decimal digits, because a number of JSON loses them above 2^53. */
export const Serial = z
  .string()
  .regex(/^[1-9][0-9]{0,11}$/)
  .openapi({ example: "4800" });

export const PublicKey = z
  .string()
  .regex(/^04[0-9a-f]{128}$/)
  .openapi({
    description: "Uncompressed P-256 point, hexadecimal",
    example:
      "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
  });

export const KeyId = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .openapi({
    description: "First 8 bytes of SHA-256 of the public key, hexadecimal",
    example: "b32b09e2a4d2c2a1",
  });

export const Source = plainText(300).openapi({
  description: "Where this is written: a decision, a notice, a law",
  example: "Administrative Decision 2013-05-23",
});

/** All six languages from those given: English stands in for what is missing. */
export function inEveryLanguage(
  names: z.infer<typeof Names>,
): Record<"en" | "fr" | "pt" | "ru" | "ar" | "zh", string> {
  const { en } = names;
  return {
    en,
    fr: names.fr ?? en,
    pt: names.pt ?? en,
    ru: names.ru ?? en,
    ar: names.ar ?? en,
    zh: names.zh ?? en,
  };
}

export function namesGiven(names: z.infer<typeof Names>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
