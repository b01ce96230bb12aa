// What the machine door of the importing side takes and gives.
import { z } from "@hono/zod-openapi";
import { arrivalItems, mismatchesOf } from "#core/certificate/arrival.ts";
import { LineInput } from "../../content.ts";
import { day } from "./parts.ts";

export const PresentInput = z
  .strictObject({ arrivedOn: day.optional() })
  .openapi("PresentInput", { example: { arrivedOn: "2026-06-01" } });

const CheckMark = z
  .discriminatedUnion("mark", [
    z.strictObject({ mark: z.enum(["match", "not-checked"]) }),
    z.strictObject({
      mark: z.literal("mismatch"),
      codes: z.array(z.enum(Object.values(mismatchesOf).flat() as [string, ...string[]])).min(1),
      note: z.string().max(1_000).optional(),
    }),
  ])
  .openapi("CheckMark");

export const ConfirmInput = z
  .strictObject({
    checklist: z.strictObject(
      Object.fromEntries(arrivalItems.map((item) => [item, CheckMark])) as Record<
        (typeof arrivalItems)[number],
        typeof CheckMark
      >,
    ),
    actuals: z.strictObject({
      seals: z.array(z.strictObject({ seal: z.string().min(1).max(40), intact: z.boolean() })).max(80),
      parcels: z.int().min(0).max(9_999).optional(),
      lines: z
        .array(LineInput.omit({ origin: true }))
        .max(80)
        .optional(),
    }),
    note: z.string().max(2_000).optional(),
  })
  .openapi("ConfirmInput", {
    example: {
      checklist: {
        SEALS: { mark: "match" },
        PARCELS: { mark: "match" },
        CARATS: { mark: "match" },
        VALUE: { mark: "match" },
        CODES: { mark: "match" },
        DATES: { mark: "match" },
        STATUS: { mark: "match" },
        CONSIGNMENT: { mark: "match" },
      },
      actuals: {
        seals: [{ seal: "SL-A-0012345", intact: true }],
        parcels: 1,
        lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
      },
    },
  });

export const Confirmed = z
  .object({ outcome: z.enum(["full", "discrepancy"]), mismatches: z.array(z.string()) })
  .openapi("Confirmed", { example: { outcome: "full", mismatches: [] } });
