// Parts that the schemas of the machine doors share, and the values their examples share.
// Amounts are decimal text with a point; ids are hexadecimal or UUIDs.
import { z } from "@hono/zod-openapi";
import type { GoodsInput } from "../../content.ts";

export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const instant = z.string();
export const code = z.string().min(2).max(24);
export const office = z.string().min(3).max(40).openapi({ example: "SL-KPA/FNA" });
export const hexId = z.string().regex(/^[0-9a-f]{32}$/);

export const exampleIds = {
  application: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
  certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
} as const;

export const exampleGoods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
} satisfies z.infer<typeof GoodsInput>;
